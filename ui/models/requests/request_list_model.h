#pragma once

#include "request_text.h"
#include "under_way_requests.h"

#include "gateway/core/clock.h"
#include "gateway/usage/live.h"
#include "gateway/usage/search/request_search.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace ui::models {

struct RequestLines;

/// The requests that a filter lets through, the newest first: a window on the ledger that goes
/// back and forth with the view and never holds more than `kMost`. Above them stand those that were under way when it was
/// opened or last brought up to date; each becomes its record when it ends. What begins or ends meanwhile waits to
/// be shown, unless it is followed. Cells and roles as in `roles.h`; `IdRole` is the request's
/// id. Asks nothing while it is not watched. Main thread.
class RequestListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Client, Asked, ServedBy, Tries, Result, FirstToken, Duration, Tokens, Cost, ColumnCount };
    enum class Grouping { None, Conversation, Trace };
    static constexpr int kPage = 200;
    static constexpr int kMost = 2000;
    static constexpr int kMostCounted = 1000; ///< of new ones

    /// `clock` must outlive it.
    RequestListModel(RequestText::NameOf nameOf, const gateway::Clock& clock, QObject* parent = nullptr);
    ~RequestListModel() override;

    /// Null: there is no ledger (yet).
    void setSearch(gateway::usage::RequestSearch* search);
    /// Shows what it lets through as soon as that is known, and the old rows until then.
    void setFilter(const gateway::usage::RequestFilter& filter);
    const gateway::usage::RequestFilter& filter() const { return m_filter; }
    void setGrouping(Grouping grouping);
    Grouping grouping() const { return m_grouping; }
    void setWatched(bool watched);
    /// New ones are shown at once, also while they are under way.
    void setFollowing(bool following);
    bool isFollowing() const { return m_isFollowing; }
    /// Requests have ended, and will be in the ledger soon.
    void noteFinished();
    /// What is under way now. Shown at most 4 times a second, where the list is of all requests up to now, one by one.
    void setUnderWay(const std::vector<gateway::usage::InFlight>& exchanges);
    /// Shows those that wait, in their places.
    void showNew();
    /// Begins anew at the newest.
    void reload();

    int newCount() const;
    bool isLoading() const { return m_isLoading; }
    /// While it is loading: how far back it has looked; empty: not even once.
    std::optional<gateway::WallTime> lookedBackTo() const;
    /// Whether it has all that there are; else there may be more below.
    bool isAll() const { return !m_next && !m_hasNewer && !m_isLoading; }
    /// Whether there is no request at all, as far as is known.
    bool isLedgerEmpty() const { return m_newest == 0 && !m_isLoading && m_problem.isEmpty(); }
    const QString& problem() const { return m_problem; } ///< of the ledger; empty: none
    std::size_t size() const { return m_rows.size(); } ///< requests, without heads of groups
    std::size_t found() const { return m_isReplacing ? 0 : m_rows.size(); } ///< of those that the filter lets through now

    /// The request of a line; of a head its newest. Null: there is no such line.
    const gateway::usage::RequestRow* request(int line) const;
    bool isHead(int line) const;
    bool isUnderWay(int line) const { return line >= 0 && line < underWayCount(); }
    bool canCancel(int line) const; ///< it is under way and has not ended
    /// Of a request in the list; null: it is not under way.
    const gateway::usage::InFlight* underWay(const QString& id) const;
    /// -1: it is not among them.
    int lineOf(const QString& id) const;

    bool hasNewer() const { return m_hasNewer; }
    void fetchNewer();
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void merged(); ///< new ones were shown
    void ended(const QString& id); ///< one that was shown under way is now its record
    void settled(); ///< rows, loading, what is new, or the problem

private:
    using Rows = std::vector<gateway::usage::RequestRow>;

    static constexpr int kShowEvery_ms = 250;

    int underWayCount() const { return static_cast<int>(m_underWay.size()); }
    bool canShowUnderWay() const;
    void showUnderWay();
    void lookForEnded();
    void settleEnded(const gateway::usage::RequestRow& record);
    void forgetEnded(const Rows& rows);
    void ask();
    void take(const gateway::usage::RequestPage& page);
    void replace(const Rows& rows);
    void append(const Rows& rows);
    void prepend(const Rows& rows);
    void merge(const Rows& rows);
    void trim(bool atFront);
    void countNew();
    void fail(const gateway::Error& error);
    void regroup();
    bool isGrouped() const { return m_grouping != Grouping::None; }
    QString headText(int line, int column) const;
    QString underWayText(const gateway::usage::RequestRow& row, int column) const;
    QString text(int line, int column) const;
    QVariant raw(int line, int column) const;

    RequestText::NameOf m_nameOf;
    const gateway::Clock& m_clock;
    QPointer<gateway::usage::RequestSearch> m_search;
    gateway::usage::RequestFilter m_filter;
    std::deque<gateway::usage::RequestRow> m_rows;
    std::unique_ptr<RequestLines> m_lines; ///< of groups; not used without
    std::optional<gateway::usage::RequestKey> m_next; ///< where older ones go on
    std::size_t m_wanted = 0; ///< rows that are to be found in one go
    std::int64_t m_newest = 0; ///< the largest number that was there
    Grouping m_grouping = Grouping::None;
    QTimer m_look; ///< until new ones are looked for
    QTimer m_show; ///< until what is under way is shown
    UnderWayRequests m_inFlight;
    Rows m_underWay; ///< that are shown, before all others
    std::set<std::int64_t> m_settled; ///< larger numbers than `m_newest` that are in the list: they were shown under way
    QString m_problem;
    int m_new = 0; ///< that have ended
    int m_shownNew = 0; ///< when the rows under way were last shown
    bool m_hasNewer = false;
    bool m_isLoading = false;
    bool m_isReplacing = false; ///< the rows are still those of the filter before
    bool m_isAsked = false; ///< for newer ones
    bool m_isWatched = false;
    bool m_isFollowing = false;
    bool m_isStale = true; ///< was not asked since it was last watched
};

} // namespace ui::models
