#pragma once

#include "gateway/core/clock.h"
#include "gateway/host/status.h"
#include "gateway/host/updates/update_finding.h"
#include "gateway/routing/health/rest.h"
#include "gateway/usage/record.h"

#include <QAbstractTableModel>

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ui::models {

/// Whether a request came from Signalbox itself, such as a test, by what it calls itself.
bool isOurselves(const std::string& client);

/// Something worth telling that happened.
struct Event {
    enum class Kind {
        Fallback, FirstChoiceAgain, Failed, Rest, RestOver, KeyRejected, KeyProblem, KeyReady, PortTaken, BadFile, Problem, HttpsProblem, Hung,
        AnswersAgain, ListensAgain, HttpsAgain, NewClient, Budget, UpdateAvailable, UpdateInstalled
    };
    Kind kind = Kind::Fallback;
    gateway::WallTime at{};
    std::string subject; ///< provider id, model name, client, name of a budget or version
    std::string object;  ///< provider id or name of a key
    std::string reason;  ///< the gateway's own words; an error's code where nobody was asked
    std::optional<gateway::config::FailureClass> failure;
    int status = 0; ///< HTTP status; 0: none came
    gateway::host::KeyHealth health = gateway::host::KeyHealth::Ready;
    std::string exchange; ///< id of the last request that showed it; empty: none did
    std::string name;     ///< of a fallback and of its end: the route, or the model that was asked for
    std::optional<gateway::routing::Rest> rest; ///< what is set aside, or was
    bool isPartial = false; ///< of the end of a rest: others of the same provider go on
    int level = 0; ///< of a budget: percent of it that are spent
    std::function<QString()> words; ///< of a budget: the same, in the language in use
    int count = 1; ///< the same, one after another

    bool isSameAs(const Event& other) const;
};

/// The last events, the newest first, at most `kMost`. The same one again only
/// counts up. Keeps no text, so the language can change. Main thread.
class EventModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { What, When, ColumnCount };
    using NameOf = std::function<QString(const std::string&)>;
    static constexpr std::size_t kMost = 50;

    explicit EventModel(NameOf nameOf, const gateway::Clock& clock, QObject* parent = nullptr);

    void addRecord(const gateway::usage::ExchangeRecord& record);
    void setProviders(const std::vector<gateway::host::ProviderStatus>& providers);
    void setStatus(const gateway::host::Status& status);
    /// A newer version is told once.
    void setUpdate(const gateway::host::UpdateFinding& finding);
    /// A client that was seen before this start: no event for it.
    void addKnownClient(const std::string& name);
    /// What others see; `at` is now.
    void add(Event event);
    /// Times are told anew ("2 min ago").
    void refreshTimes();

    const std::deque<Event>& events() const { return m_events; }
    QString text(const Event& event) const;
    static QString statusName(const Event& event);
    /// What there is to be known of a newer version, one line; empty: nothing.
    static QString updateText(const gateway::host::UpdateFinding& finding);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void setProblem(const gateway::host::Status& status);
    void setHttpsProblem(const gateway::host::Status& status);
    void addBack(Event::Kind kind);
    void setHung(bool isHung);
    void addAttempts(const gateway::usage::ExchangeRecord& record);
    bool isFallbackOver(const std::string& name, const std::string& provider) const;
    void addRests(const gateway::host::ProviderStatus& provider);
    QString keyText(const Event& event) const;
    static QString reasonText(const Event& event);

    NameOf m_nameOf;
    const gateway::Clock& m_clock;
    std::deque<Event> m_events;
    std::set<std::string> m_clients;
    std::map<std::string, std::string> m_onFallback; ///< by route or model name: who answered last instead
    std::map<std::pair<std::string, std::string>, gateway::host::KeyHealth> m_keys; ///< by provider and key
    std::map<std::string, std::vector<gateway::routing::Rest>> m_rests; ///< by provider
    gateway::WallTime m_began; ///< rests from before are known already
    std::string m_problem;
    bool m_isPortTaken = false; ///< that one
    std::string m_httpsProblem;
    bool m_isHung = false;
    gateway::host::UpdateFinding m_update; ///< that was told
};

} // namespace ui::models
