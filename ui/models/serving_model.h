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

/// Which provider currently answers for a model name, and why.
struct Serving {
    std::string alias;    ///< "gpt-4o", "deepseek-*"
    std::string route;    ///< id; empty: no route, addressed by the provider's name
    std::string provider; ///< id; empty: none available
    std::string model;    ///< upstream name; empty: the requested one
    bool isFallback = false;
    bool isSeen = false;  ///< observed in an exchange, not only derived from the configuration
    std::string cause;    ///< for a fallback: the provider that did not answer
    std::optional<gateway::config::FailureClass> failure; ///< of `cause`; empty: it is not ready (see `health`)
    int status = 0;       ///< HTTP status of `cause`; 0: none
    gateway::host::ProviderHealth health = gateway::host::ProviderHealth::Ready; ///< of `cause`

    bool operator==(const Serving&) const = default;
};

/// Model names and the providers that serve them: every enabled route, then names that were requested without a route.
/// The last exchange determines the state; before the first one, and after `kForget` without any, the configuration and
/// the state of the providers do. Main thread.
class ServingModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Alias, ServedBy, ColumnCount };
    using NameOf = std::function<QString(const std::string&)>;
    static constexpr gateway::Milliseconds kForget{300000}; ///< older observations are ignored
    static constexpr std::size_t kMostUnrouted = 20;

    /// The state of a route, from everything known about its targets.
    struct Judged {
        QString status; ///< from palette.json
        QString words;
        std::string provider; ///< that receives requests now; empty: none
    };
    /// By route id; empty: nothing is known.
    using Judge = std::function<std::optional<Judged>(const std::string& route)>;

    explicit ServingModel(NameOf nameOf, QObject* parent = nullptr);

    /// Sets the source of the shown route states; without one, the rows' own data is used.
    void setJudge(Judge judge);
    /// The states may have changed.
    void judgeAgain();

    /// A moment by both clocks.
    struct Since {
        gateway::WallTime wall;
        gateway::TimePoint now;
    };
    /// Exchanges that began before `since` are ignored for new and changed routes; empty: the routes have always been
    /// so.
    void setRoutes(const std::vector<gateway::config::RouteSettings>& routes, std::optional<Since> since = {});
    void setProviders(const std::vector<gateway::host::ProviderStatus>& providers);
    void addRecord(const gateway::usage::ExchangeRecord& record, gateway::TimePoint now);
    /// A first choice that is currently answering.
    void addInFlight(const gateway::usage::InFlight& exchange, gateway::TimePoint now);
    /// Forgets old observations. Returns when to call it again; empty: not before the next record.
    std::optional<gateway::TimePoint> expire(gateway::TimePoint now);

    const std::vector<Serving>& rows() const { return m_rows; }
    /// The names of such a route in the language of the window; its id if it has none.
    static QString namesOf(const gateway::config::RouteSettings& route);
    /// The first that is not served by its first choice; null: none.
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
    const gateway::config::RouteSettings* route(const Serving& serving) const; ///< null: none
    Serving planned(const gateway::config::RouteSettings& route, const std::string& alias) const;
    const gateway::host::ProviderStatus* provider(const std::string& id) const;

    NameOf m_nameOf;
    std::vector<gateway::config::RouteSettings> m_routes;
    std::vector<gateway::host::ProviderStatus> m_providers;
    std::map<std::string, Since> m_since; ///< when routes changed, by id; "" is for requests without a route
    std::map<std::string, Seen> m_seen; ///< by route, or by '/' and the requested model without a route
    std::vector<Serving> m_rows;
    Judge m_judge;
};

} // namespace ui::models
