#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/host/status.h"
#include "gateway/usage/live.h"
#include "gateway/usage/record.h"

#include <QAbstractTableModel>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// Which provider answers for a model name now, and why it is that one.
struct Serving {
    std::string alias;    ///< "gpt-4o", "deepseek-*"
    std::string route;    ///< id; empty: no route, the provider's own name
    std::string provider; ///< id; empty: nobody can
    std::string model;    ///< as sent upstream; empty: as asked
    bool isFallback = false;
    bool isSeen = false;  ///< by an exchange, not only by the configuration
    std::string cause;    ///< of the fallback: the provider that did not answer
    std::optional<gateway::config::FailureClass> failure; ///< of `cause`; empty: it is not ready (`health` says why)
    int status = 0;       ///< HTTP status of `cause`; 0: none came
    gateway::host::ProviderHealth health = gateway::host::ProviderHealth::Ready; ///< of `cause`

    bool operator==(const Serving&) const = default;
};

/// Model names and who serves them: every enabled route, then names that were
/// asked for without one. What the last exchange showed counts; before the first
/// one, and after `kForget` without any, the configuration and the state of the
/// providers say it. Main thread.
class ServingModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Alias, ServedBy, ColumnCount };
    using NameOf = std::function<QString(const std::string&)>;
    static constexpr gateway::Milliseconds kForget{300000}; ///< what was seen longer ago says nothing of now
    static constexpr std::size_t kMostUnrouted = 20;

    /// How a route is served, by all that is known of its targets.
    struct Judged {
        QString status; ///< of palette.json
        QString words;
        std::string provider; ///< that requests reach now; empty: none
    };
    /// By a route's id; empty: nothing is known of it.
    using Judge = std::function<std::optional<Judged>(const std::string& route)>;

    explicit ServingModel(NameOf nameOf, QObject* parent = nullptr);

    /// Who is asked how a route is served, for what is shown; without one, what the rows say counts.
    void setJudge(Judge judge);
    /// What the judge says may be another.
    void judgeAgain();

    /// A point in time by both clocks.
    struct Since {
        gateway::WallTime wall;
        gateway::TimePoint now;
    };
    /// What began before `since` says nothing of those that are new or others than before; empty: they have always been so.
    void setRoutes(const std::vector<gateway::config::RouteSettings>& routes, std::optional<Since> since = {});
    void setProviders(const std::vector<gateway::host::ProviderStatus>& providers);
    void addRecord(const gateway::usage::ExchangeRecord& record, gateway::TimePoint now);
    /// A first choice that is answering right now.
    void addInFlight(const gateway::usage::InFlight& exchange, gateway::TimePoint now);
    /// Forgets what is too old. Returns when it is worth calling again; empty: not before the next record.
    std::optional<gateway::TimePoint> expire(gateway::TimePoint now);

    const std::vector<Serving>& rows() const { return m_rows; }
    /// The first that is not served by its first choice; null if all are.
    const Serving* firstFallback() const;
    QString reasonText(const Serving& serving) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Seen {
        Serving serving;
        gateway::TimePoint at;
    };
    void rebuild();
    const Since* since(const std::string& route) const;
    static QString status(const Serving& serving);
    std::optional<Judged> judged(const Serving& serving) const;
    Serving planned(const gateway::config::RouteSettings& route, const std::string& alias) const;
    const gateway::host::ProviderStatus* provider(const std::string& id) const;

    NameOf m_nameOf;
    std::vector<gateway::config::RouteSettings> m_routes;
    std::vector<gateway::host::ProviderStatus> m_providers;
    std::map<std::string, Since> m_since; ///< of routes that have changed, by id, and of none by ""
    std::map<std::string, Seen> m_seen; ///< by route, or by '/' and the asked model where there was none
    std::vector<Serving> m_rows;
    Judge m_judge;
};

} // namespace ui::models
