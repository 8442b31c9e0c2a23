#pragma once

#include "client_name.h"

#include "gateway/core/clock.h"
#include "gateway/core/text/sentence.h"
#include "gateway/host/experiments/experiment_notice.h"
#include "gateway/host/limit_notice.h"
#include "gateway/host/loop_notice.h"
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

/// A notable event.
struct Event {
    enum class Kind {
        Fallback, FirstChoiceAgain, Failed, Rest, RestOver, KeyRejected, KeyProblem, KeyReady, PortTaken, BadFile, Problem, HttpsProblem, Hung,
        AnswersAgain, ListensAgain, HttpsAgain, NewClient, Budget, Limit, Loop, Experiment, UpdateAvailable, UpdateInstalled
    };
    Kind kind = Kind::Fallback;
    gateway::WallTime at{};
    std::string subject; ///< provider id, model name, client, name of a budget, limit or experiment, or a version
    std::string object;  ///< provider id, name of a key, consumer of a client, or counter of a limit
    gateway::Sentence skipped; ///< for a fallback: why the first choice was not tried
    gateway::Sentence reason; ///< the gateway's message; an error code if no provider was tried
    std::optional<gateway::config::FailureClass> failure;
    int status = 0; ///< HTTP status; 0: none
    gateway::host::KeyHealth health = gateway::host::KeyHealth::Ready;
    std::string exchange; ///< id of the last request that showed it; empty: none
    std::string name;     ///< for a fallback and its end: the route, or the requested model
    std::optional<gateway::routing::Rest> rest; ///< the cooldown, current or past
    bool isPartial = false; ///< at the end of a cooldown: others of the same provider continue
    int level = 0; ///< for a budget or a limit: the percentage that was reached
    std::optional<gateway::host::LimitNotice> limit;
    std::function<QString()> words; ///< for a budget: the text, in the current language
    std::optional<gateway::host::ExperimentNotice> experiment; ///< for an experiment that has a winner
    int repeats = 0; ///< for a loop: equal tool calls in a row
    int count = 1; ///< number of consecutive identical events

    bool isSameAs(const Event& other) const;
};

/// The last events, newest first, at most `kMost`. Identical events are counted. Stores no text, so that the language
/// can change. Main thread.
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
    /// Adds an event for a newer version, once.
    void setUpdate(const gateway::host::UpdateFinding& finding);
    /// A client seen before this start: no event for it.
    void addKnownClient(const gateway::usage::ExchangeRecord& record);
    /// The caller of a `NewClient` event.
    static Caller callerOf(const Event& event);
    void addLoopNotice(const gateway::host::LoopNotice& notice);
    void addExperimentNotice(const gateway::host::ExperimentNotice& notice);
    void addLimitNotice(const gateway::host::LimitNotice& notice);
    /// Who used how much of a limit, and when it resets.
    static QString limitDetail(const gateway::host::LimitNotice& notice);
    /// What happens to the requests of an experiment that has a winner.
    static QString experimentDetail(const gateway::host::ExperimentNotice& notice);
    /// Adds an event from outside; `at` is now.
    void add(Event event);
    /// Updates relative times ("2 min ago").
    void refreshTimes();

    const std::deque<Event>& events() const { return m_events; }
    QString text(const Event& event) const;
    static QString statusName(const Event& event);
    /// Text about a newer version, one line; empty: none.
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
    std::map<std::string, std::string> m_onFallback; ///< by route or model name: the provider that answered last instead
    std::map<std::pair<std::string, std::string>, gateway::host::KeyHealth> m_keys; ///< by provider and key
    std::map<std::string, std::vector<gateway::routing::Rest>> m_rests; ///< by provider
    gateway::WallTime m_began; ///< earlier cooldowns are not reported
    std::string m_problem;
    bool m_isPortTaken = false; ///< that one
    std::string m_httpsProblem;
    bool m_isHung = false;
    gateway::host::UpdateFinding m_update; ///< already reported
};

} // namespace ui::models
