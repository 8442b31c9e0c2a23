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

/// The requests that match a filter, newest first: a window into the ledger that moves with the view and never holds
/// more than `kMost`. Requests that were in progress when it was opened or last updated are above them; each becomes
/// its record when it ends. Requests that begin or end later wait to be shown, unless the list follows. Cells and roles
/// as in `roles.h`; `IdRole` is the request id. Queries nothing while it is not watched. Main thread.
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
    /// Applies the filter; the old rows stay until the result is available.
    void setFilter(const gateway::usage::RequestFilter& filter);
    const gateway::usage::RequestFilter& filter() const { return m_filter; }
    void setGrouping(Grouping grouping);
    Grouping grouping() const { return m_grouping; }
    void setWatched(bool watched);
    /// Shows new requests at once, also those in progress.
    void setFollowing(bool following);
    bool isFollowing() const { return m_isFollowing; }
    /// Requests have ended and will be in the ledger soon.
    void noteFinished();
    /// Sets the requests in progress. They are shown at most 4 times a second, and only in an ungrouped list of all
    /// requests up to now.
    void setUnderWay(const std::vector<gateway::usage::InFlight>& exchanges);
    /// Shows the waiting requests at their places.
    void showNew();
    /// Restarts at the newest request.
    void reload();

    int newCount() const;
    bool isLoading() const { return m_isLoading; }
    /// While loading: how far back it has searched; empty: not at all yet.
    std::optional<gateway::WallTime> lookedBackTo() const;
    /// Whether it has all matching requests; otherwise there may be more below.
    bool isAll() const { return !m_next && !m_hasNewer && !m_isLoading; }
    /// Whether there is no request at all, as far as is known.
    bool isLedgerEmpty() const { return m_newest == 0 && !m_isLoading && m_problem.isEmpty(); }
    const QString& problem() const { return m_problem; } ///< of the ledger; empty: none
    std::size_t size() const { return m_rows.size(); } ///< requests, without group heads
    std::size_t found() const { return m_isReplacing ? 0 : m_rows.size(); } ///< requests that match the current filter

    /// The request of a line; for a group head, its newest. Null: no such line.
    const gateway::usage::RequestRow* request(int line) const;
    bool isHead(int line) const;
    bool isUnderWay(int line) const { return line >= 0 && line < underWayCount(); }
    bool canCancel(int line) const; ///< whether it is in progress
    /// A request in progress in the list; null: none.
    const gateway::usage::InFlight* underWay(const QString& id) const;
    /// -1: not listed.
    int lineOf(const QString& id) const;

    void fetchNewer();
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void merged(); ///< new requests were shown
    void ended(const QString& id); ///< a request shown as in progress is now replaced by its record
    void settled(); ///< rows, loading, number of new ones or problem have changed

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
    std::unique_ptr<RequestLines> m_lines; ///< lines of groups; unused without grouping
    std::optional<gateway::usage::RequestKey> m_next; ///< where older ones continue
    std::size_t m_wanted = 0; ///< rows to find in one search
    std::int64_t m_newest = 0; ///< largest known number
    Grouping m_grouping = Grouping::None;
    QTimer m_look; ///< until new ones are searched for
    QTimer m_show; ///< until requests in progress are shown
    UnderWayRequests m_inFlight;
    Rows m_underWay; ///< shown ones, before all others
    std::set<std::int64_t> m_settled; ///< numbers above `m_newest` that are in the list, because they were shown in progress
    QString m_problem;
    int m_new = 0; ///< new requests that have ended
    int m_shownNew = 0; ///< time of the last update of the rows in progress
    bool m_hasNewer = false;
    bool m_isLoading = false;
    bool m_isReplacing = false; ///< the rows are still those of the previous filter
    bool m_isAsked = false; ///< newer ones are being searched for
    bool m_isWatched = false;
    bool m_isFollowing = false;
    bool m_isStale = true; ///< not queried since it was last watched
};

} // namespace ui::models
