#include "event_model.h"


#include "client_name.h"
#include "formatter.h"
#include "roles.h"

#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"
#include "ui/words/port_words.h"
#include "ui/words/rest_words.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ui::models {

using gateway::config::FailureClass;
using gateway::host::KeyHealth;
using gateway::host::KeyStatus;
using gateway::host::ProviderStatus;
using gateway::host::UpdateFinding;
using gateway::routing::Rest;
using gateway::usage::AttemptRecord;
using gateway::usage::ExchangeRecord;
using gateway::usage::Outcome;
using words::FailureWords;

namespace {

constexpr auto kBadFile = "the configuration file"; ///< as a problem, whatever is wrong with it
constexpr std::size_t kMostClients = 1000; ///< a client that changes its name all the time fills no memory

void setReason(Event& event, const AttemptRecord& attempt)
{
    event.reason = attempt.reason;
    event.failure = attempt.failure;
    event.status = attempt.status;
}

/// Why another target than the first choice answered: the provider that failed first, otherwise one that was not tried.
void setCause(Event& event, const ExchangeRecord& record)
{
    const auto failed = std::find_if(record.attempts.begin(), record.attempts.end(),
                                     [](const AttemptRecord& attempt) { return attempt.failure.has_value(); });
    if (failed != record.attempts.end()) {
        event.subject = failed->provider;
        setReason(event, *failed);
    } else if (!record.decisions.passedOver.empty()) {
        event.subject = record.decisions.passedOver.front().provider;
        event.skipped = record.decisions.passedOver.front().why;
    }
}

bool isSameThing(const Rest& a, const Rest& b) 
{
    return std::tie(a.provider, a.key, a.model, a.operation) == std::tie(b.provider, b.key, b.model, b.operation);
}

/// Whether cooldown `wide` includes everything in `narrow`.
bool covers(const Rest& wide, const Rest& narrow)
{
    return !isSameThing(wide, narrow) && (wide.operation.empty() || wide.operation == narrow.operation) && (wide.key.empty() || wide.key == narrow.key) && (wide.model.empty() || wide.model == narrow.model);
}

/// If a failure causes several cooldowns, such as of a model and a key, the widest is sufficient.
std::vector<Rest> widest(const std::vector<Rest>& rests)
{
    std::vector<Rest> wide;
    for (const Rest& rest : rests)
        if (std::ranges::none_of(rests, [&](const Rest& other) { return covers(other, rest); })) wide.push_back(rest);
    return wide;
}

/// Whether it is somebody else with a name. Without a key or a User-Agent header each project would be a new client.
bool isNamed(const Caller& caller) { return !caller.isOurselves() && (caller.isConsumer() || !caller.client.empty()); }

bool tellsTheSame(const std::optional<Rest>& a, const std::optional<Rest>& b)
{
    if (!a || !b) return a.has_value() == b.has_value();
    return isSameThing(*a, *b) && a->failure == b->failure && a->reason == b->reason;
}

} // namespace

bool Event::isSameAs(const Event& other) const
{
    return kind == other.kind && subject == other.subject && object == other.object && reason == other.reason
        && health == other.health && level == other.level && tellsTheSame(rest, other.rest);
}

EventModel::EventModel(NameOf nameOf, const gateway::Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_nameOf(std::move(nameOf)), m_clock(clock), m_began(clock.wallNow())
{
}

void EventModel::add(Event event)
{
    event.at = m_clock.wallNow();
    const auto same = std::find_if(m_events.begin(), m_events.end(), [&](const Event& one) { return one.isSameAs(event); });
    if (same != m_events.end()) {
        // An identical event moves to the top instead of filling the list.
        event.count = same->count + 1;
        const int row = static_cast<int>(same - m_events.begin());
        beginRemoveRows({}, row, row);
        m_events.erase(same);
        endRemoveRows();
    } else if (m_events.size() >= kMost) {
        const int last = static_cast<int>(m_events.size()) - 1;
        beginRemoveRows({}, last, last);
        m_events.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_events.push_front(std::move(event));
    endInsertRows();
}

Caller EventModel::callerOf(const Event& event) { return {event.object, event.subject}; }

void EventModel::addKnownClient(const ExchangeRecord& record)
{
    if (const Caller caller(record); isNamed(caller)) m_clients.insert(ClientName::match(caller).value);
}

void EventModel::addAttempts(const ExchangeRecord& record)
{
    for (const AttemptRecord& attempt : record.attempts) {
        if (attempt.failure != FailureClass::KeyRejected && attempt.failure != FailureClass::BalanceGone) continue;
        Event event;
        event.kind = Event::Kind::KeyRejected;
        event.subject = attempt.provider;
        event.object = attempt.key;
        event.exchange = record.id;
        setReason(event, attempt);
        add(event);
    }
}

/// If several targets alternate as first choice, an answer in place of another one does not end that one's fallback.
bool EventModel::isFallbackOver(const std::string& name, const std::string& provider) const
{
    const auto known = m_onFallback.find(name);
    return known != m_onFallback.end() && known->second != provider;
}

void EventModel::addRecord(const ExchangeRecord& record)
{
    const Caller caller(record);
    if (isNamed(caller) && m_clients.size() < kMostClients && m_clients.insert(ClientName::match(caller).value).second) {
        Event event;
        event.kind = Event::Kind::NewClient;
        event.subject = caller.client;
        if (caller.isConsumer()) event.object = caller.consumer;
        event.exchange = record.id;
        add(event);
    }
    addAttempts(record);
    const std::string name = record.route.empty() ? record.askedModel : record.route;
    Event event;
    event.exchange = record.id;
    if (record.isFailure()) {
        event.kind = Event::Kind::Failed;
        event.subject = record.askedModel;
        event.reason = gateway::asIs(record.errorCode);
        if (!record.attempts.empty()) {
            setReason(event, record.attempts.back());
            event.object = record.attempts.back().provider;
        }
        add(event);
    } else if (record.outcome == Outcome::Answered && record.isFallback) {
        event.kind = Event::Kind::Fallback;
        setCause(event, record);
        event.object = record.provider;
        event.name = name;
        m_onFallback[name] = record.provider;
        add(event);
    } else if (record.outcome == Outcome::Answered && !record.provider.empty() && isFallbackOver(name, record.provider)) {
        m_onFallback.erase(name);
        event.kind = Event::Kind::FirstChoiceAgain;
        event.subject = record.provider;
        event.object = record.askedModel;
        event.name = name;
        add(event);
    }
}

/// `since` stays the same while cooldowns follow each other, which count as one. Cooldowns from an earlier run are not
/// reported.
void EventModel::addRests(const ProviderStatus& provider)
{
    const std::vector<Rest> before = std::exchange(m_rests[provider.id], provider.rests);
    std::vector<Rest> begun;
    std::vector<Rest> over;
    for (const Rest& rest : provider.rests) {
        const auto isIt = [&](const Rest& other) { return isSameThing(other, rest) && other.since == rest.since; };
        if (rest.since >= m_began && std::ranges::none_of(before, isIt)) begun.push_back(rest);
    }
    for (const Rest& rest : before)
        if (std::ranges::none_of(provider.rests, [&](const Rest& other) { return isSameThing(other, rest); })) over.push_back(rest);
    Event event;
    event.subject = provider.id;
    event.kind = Event::Kind::RestOver;
    event.isPartial = !provider.rests.empty();
    for (Rest& rest : widest(over)) {
        rest.failure = {}; // whatever the failure: its end is the same
        rest.reason = {};
        event.rest = std::move(rest);
        add(event);
    }
    event.kind = Event::Kind::Rest;
    event.isPartial = false;
    for (Rest& rest : widest(begun)) {
        event.rest = std::move(rest);
        add(event);
    }
}

void EventModel::setProviders(const std::vector<ProviderStatus>& providers)
{
    std::map<std::pair<std::string, std::string>, KeyHealth> keys;
    for (const ProviderStatus& provider : providers) {
        for (const KeyStatus& key : provider.keys) {
            const std::pair name{provider.id, key.name};
            const auto before = m_keys.find(name);
            // While it is read again, its previous state is kept.
            const KeyHealth known = key.health == KeyHealth::Reading && before != m_keys.end() ? before->second : key.health;
            keys[name] = known;
            const bool wasProblem = before != m_keys.end() && before->second != KeyHealth::Ready
                && before->second != KeyHealth::Disabled && before->second != KeyHealth::Reading;
            Event event;
            event.subject = provider.id;
            event.object = key.name;
            event.health = known;
            if (before != m_keys.end() && before->second == known) continue;
            if (known == KeyHealth::Ready && wasProblem) {
                event.kind = Event::Kind::KeyReady;
                add(event);
            } else if (known != KeyHealth::Ready && known != KeyHealth::Reading && known != KeyHealth::Disabled) {
                event.kind = Event::Kind::KeyProblem;
                add(event);
            }
        }
    }
    m_keys = std::move(keys);
    m_began = std::min(m_began, m_clock.wallNow()); // the system clock may be set back
    std::erase_if(m_rests, [&](const auto& known) { return std::ranges::find(providers, known.first, &ProviderStatus::id) == providers.end(); });
    for (const ProviderStatus& provider : providers) addRests(provider);
}

void EventModel::setStatus(const gateway::host::Status& status)
{
    setProblem(status);
    setHttpsProblem(status);
    setHung(status.isHung);
}

void EventModel::setHttpsProblem(const gateway::host::Status& status)
{
    const std::string problem = status.httpsProblem ? status.httpsProblem->text() : std::string();
    if (problem == m_httpsProblem) return;
    m_httpsProblem = problem;
    if (!status.httpsProblem) {
        const bool isServed = std::ranges::any_of(status.urls, [](const std::string& url) { return url.starts_with("https:"); });
        if (isServed) addBack(Event::Kind::HttpsAgain); // otherwise it was disabled
        return;
    }
    Event event;
    event.kind = Event::Kind::HttpsProblem;
    event.reason = gateway::asIs(words::PortWords::httpsProblem(status).toStdString());
    add(event);
}

void EventModel::addBack(Event::Kind kind)
{
    Event event;
    event.kind = kind;
    add(event);
}

QString EventModel::updateText(const UpdateFinding& finding)
{
    const QString version = QString::fromStdString(finding.version);
    switch (finding.kind) {
    case UpdateFinding::Kind::Available: return tr("Version %1 is available").arg(version);
    case UpdateFinding::Kind::Installed: return tr("Version %1 is installed; restart to use it").arg(version);
    default: return {};
    }
}

void EventModel::setUpdate(const UpdateFinding& finding)
{
    if (!finding.isNews() || (finding.kind == m_update.kind && finding.version == m_update.version)) return;
    m_update = finding;
    Event event;
    event.kind = finding.kind == UpdateFinding::Kind::Installed ? Event::Kind::UpdateInstalled : Event::Kind::UpdateAvailable;
    event.subject = finding.version;
    add(event);
}

void EventModel::addLimitNotice(const gateway::host::LimitNotice& notice)
{
    Event event;
    event.kind = Event::Kind::Limit;
    event.subject = notice.limit;
    event.object = notice.who;
    event.level = notice.level;
    event.limit = notice;
    add(std::move(event));
}

void EventModel::addLoopNotice(const gateway::host::LoopNotice& notice)
{
    Event event;
    event.kind = Event::Kind::Loop;
    event.subject = notice.consumer;
    event.exchange = notice.exchange;
    event.repeats = notice.repeats;
    add(std::move(event));
}

void EventModel::addExperimentNotice(const gateway::host::ExperimentNotice& notice)
{
    Event event;
    event.kind = Event::Kind::Experiment;
    event.subject = notice.experiment;
    event.name = notice.route;
    event.experiment = notice;
    add(std::move(event));
}

QString EventModel::experimentDetail(const gateway::host::ExperimentNotice& notice)
{
    const QString target = QString::fromStdString(notice.target);
    return notice.stops ? tr("%1 was shown to be better. It gets all requests of route “%2” from now on.", "a model, a route").arg(target, QString::fromStdString(notice.route))
                        : tr("%1 was shown to be better. Sessions are still divided between both.", "a model").arg(target);
}

QString EventModel::limitDetail(const gateway::host::LimitNotice& notice)
{
    const Formatter format;
    const QString used = tr("%1 of it used by %2", "a percentage; who").arg(format.share(notice.percent / 100.0), words::SentenceWords::of(notice.whom));
    return notice.resetsAt ? tr("%1; resets at %2", "how much is used by whom; a time").arg(used, format.dateTime(Formatter::local(*notice.resetsAt))) : used;
}

void EventModel::setHung(bool isHung)
{
    if (isHung == m_isHung) return;
    m_isHung = isHung;
    addBack(isHung ? Event::Kind::Hung : Event::Kind::AnswersAgain);
}

void EventModel::setProblem(const gateway::host::Status& status)
{
    // Whatever is wrong with the file, and however often it is saved so: reported once until it is corrected.
    const bool isBadFile = status.configInvalid && !status.configNewer && (!status.problem || status.problem->kind == gateway::ErrorKind::ConfigInvalid);
    const std::string problem = isBadFile ? kBadFile : status.problem ? status.problem->text() : std::string();
    if (problem == m_problem) return;
    m_problem = problem;
    const bool wasPortTaken = std::exchange(m_isPortTaken, status.problem && status.problem->kind == gateway::ErrorKind::PortTaken);
    if (problem.empty()) {
        if (wasPortTaken && !status.urls.empty()) addBack(Event::Kind::ListensAgain);
        return;
    }
    Event event;
    event.kind = isBadFile                                            ? Event::Kind::BadFile
        : status.problem->kind == gateway::ErrorKind::PortTaken       ? Event::Kind::PortTaken
        : status.problem->kind == gateway::ErrorKind::ConfigInvalid   ? Event::Kind::BadFile
                                                                      : Event::Kind::Problem;
    const auto mistake = std::ranges::find(status.configIssues, gateway::config::Issue::Level::Error, &gateway::config::Issue::level);
    event.reason = gateway::asIs((isBadFile && mistake != status.configIssues.end() ? words::SentenceWords::of(*mistake) : words::PortWords::problem(status)).toStdString());
    add(event);
}

void EventModel::refreshTimes()
{
    if (!m_events.empty()) Q_EMIT dataChanged(index(0, When), index(rowCount() - 1, When), {Qt::DisplayRole});
}

QString EventModel::keyText(const Event& event) const
{
    const QString provider = m_nameOf(event.subject);
    const QString key = QString::fromStdString(event.object);
    switch (event.health) {
    case KeyHealth::Missing: return tr("%1: key “%2” is missing").arg(provider, key);
    case KeyHealth::Locked: return tr("%1: the keychain with key “%2” is locked").arg(provider, key);
    case KeyHealth::Unavailable: return tr("%1: no keychain available for key “%2”").arg(provider, key);
    case KeyHealth::Denied: return tr("%1: access to key “%2” denied").arg(provider, key);
    case KeyHealth::TimedOut: return tr("%1: the keychain is not responding for key “%2”").arg(provider, key);
    case KeyHealth::Unapproved: return tr("%1: key “%2” needs approval for its destination").arg(provider, key);
    case KeyHealth::Malformed: return tr("%1: key “%2” is not usable").arg(provider, key);
    case KeyHealth::Reading:
    case KeyHealth::Ready:
    case KeyHealth::Disabled: break;
    }
    return {};
}

QString EventModel::reasonText(const Event& event)
{
    if (event.failure || event.status != 0) return FailureWords::reason(event.failure, event.status, event.reason);
    return FailureWords::errorCode(event.reason.text);
}

QString EventModel::text(const Event& event) const
{
    const QString reason = reasonText(event);
    const QString object = QString::fromStdString(event.object);
    switch (event.kind) {
    case Event::Kind::Fallback:
        if (event.subject.empty()) return tr("Moved to %1").arg(m_nameOf(event.object));
        if (reason.isEmpty() && event.subject == event.object) return tr("%1 was moved to another of its models").arg(m_nameOf(event.subject));
        if (reason.isEmpty()) return tr("%1 was skipped, moved to %2").arg(m_nameOf(event.subject), m_nameOf(event.object));
        if (event.subject == event.object) return tr("%1: %2, moved to another of its models").arg(m_nameOf(event.subject), reason);
        return tr("%1: %2, moved to %3").arg(m_nameOf(event.subject), reason, m_nameOf(event.object));
    case Event::Kind::FirstChoiceAgain: return tr("%1 serves “%2” again").arg(m_nameOf(event.subject), object);
    case Event::Kind::Failed:
        if (event.subject.empty()) return tr("Request failed: %1").arg(reason);
        if (event.object.empty()) return tr("Request failed: %1 (“%2”)", "a reason, a model").arg(reason, QString::fromStdString(event.subject));
        return tr("Request failed: %1 (“%2”, %3)", "a reason, a model, a provider").arg(reason, QString::fromStdString(event.subject), m_nameOf(event.object));
    case Event::Kind::Rest: return event.rest ? words::RestWords::begun(*event.rest, m_nameOf(event.subject)) : QString();
    case Event::Kind::RestOver: return event.rest ? words::RestWords::over(*event.rest, m_nameOf(event.subject)) : QString();
    case Event::Kind::KeyRejected:
        if (event.object.empty()) return tr("%1: the key was rejected (%2)").arg(m_nameOf(event.subject), reason);
        return tr("%1: key “%2” was rejected (%3)").arg(m_nameOf(event.subject), object, reason);
    case Event::Kind::KeyProblem: return keyText(event);
    case Event::Kind::KeyReady: return tr("%1: key “%2” is ready").arg(m_nameOf(event.subject), object);
    case Event::Kind::PortTaken: return tr("Port in use");
    case Event::Kind::BadFile: return tr("The configuration file has an error");
    case Event::Kind::Problem: return tr("The gateway has a problem");
    case Event::Kind::HttpsProblem: return tr("HTTPS is not available");
    case Event::Kind::Hung: return tr("The gateway is not responding");
    case Event::Kind::AnswersAgain: return tr("The gateway is responding again");
    case Event::Kind::ListensAgain: return tr("The gateway listens again");
    case Event::Kind::HttpsAgain: return tr("HTTPS is available again");
    case Event::Kind::NewClient: return tr("%1 was seen for the first time").arg(ClientName::of(callerOf(event)));
    case Event::Kind::Budget: return event.words ? event.words() : QString();
    case Event::Kind::Limit:
        if (event.limit && event.limit->isReached) return tr("Limit “%1” is reached").arg(QString::fromStdString(event.subject));
        return tr("Limit “%1”: %2 used").arg(QString::fromStdString(event.subject), Formatter().share(event.limit ? event.limit->percent / 100.0 : event.level / 100.0));
    case Event::Kind::Loop: return tr("A conversation of “%1” repeats itself: the same tool call %Ln time(s) in a row", nullptr, event.repeats).arg(QString::fromStdString(event.subject));
    case Event::Kind::Experiment: return tr("Experiment “%1” has a winner: %2", "a name, a model").arg(QString::fromStdString(event.subject), QString::fromStdString(event.experiment ? event.experiment->target : std::string()));
    case Event::Kind::UpdateAvailable: return updateText({UpdateFinding::Kind::Available, {}, event.subject});
    case Event::Kind::UpdateInstalled: return updateText({UpdateFinding::Kind::Installed, {}, event.subject});
    }
    return {};
}

QString EventModel::statusName(const Event& event)
{
    switch (event.kind) {
    case Event::Kind::Fallback:
    case Event::Kind::HttpsProblem: // HTTP goes on
    case Event::Kind::Rest: return QStringLiteral("warn");
    case Event::Kind::FirstChoiceAgain:
    case Event::Kind::RestOver:
    case Event::Kind::KeyReady:
    case Event::Kind::Experiment:
    case Event::Kind::AnswersAgain:
    case Event::Kind::ListensAgain:
    case Event::Kind::HttpsAgain: return QStringLiteral("ok");
    case Event::Kind::KeyProblem:
        return event.health == KeyHealth::Locked || event.health == KeyHealth::TimedOut ? QStringLiteral("locked")
                                                                                         : QStringLiteral("error");
    case Event::Kind::NewClient:
    case Event::Kind::UpdateAvailable:
    case Event::Kind::UpdateInstalled: return QStringLiteral("idle");
    case Event::Kind::Loop: return QStringLiteral("warn");
    case Event::Kind::Limit: return event.limit && event.limit->isReached ? QStringLiteral("error") : QStringLiteral("warn");
    case Event::Kind::Budget: return event.level < 100 ? QStringLiteral("warn") : QStringLiteral("error");
    case Event::Kind::Failed:
    case Event::Kind::KeyRejected:
    case Event::Kind::PortTaken:
    case Event::Kind::BadFile:
    case Event::Kind::Problem:
    case Event::Kind::Hung: break;
    }
    return QStringLiteral("error");
}

int EventModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_events.size()); }

int EventModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant EventModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Event& event = m_events[static_cast<std::size_t>(index.row())];
    const Formatter format;
    if (index.column() == What) {
        switch (role) {
        case Qt::DisplayRole: return event.count == 1 ? text(event) : tr("%1 (%2 time(s))", nullptr, static_cast<int>(event.count)).arg(text(event), format.exact(event.count));
        case Qt::ToolTipRole:
            if (event.experiment) return text(event) + u'\n' + experimentDetail(*event.experiment);
            if (event.limit) return text(event) + u'\n' + limitDetail(*event.limit);
            if (!event.skipped.isEmpty()) return text(event) + u'\n' + words::SentenceWords::of(event.skipped);
            return event.reason.isEmpty() ? text(event) : text(event) + u'\n' + words::SentenceWords::of(event.reason);
        case RawRole: return text(event);
        case StatusRole: return statusName(event);
        default: return {};
        }
    }
    const QDateTime at = Formatter::local(event.at);
    switch (role) {
    case Qt::DisplayRole: return format.ago(at, Formatter::local(m_clock.wallNow()));
    case Qt::ToolTipRole: return format.dateTime(at);
    case RawRole: return at;
    case ToneRole: return QStringLiteral("text_secondary");
    case Qt::TextAlignmentRole: return int(Qt::AlignRight | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == What ? tr("Event") : tr("When");
}

} // namespace ui::models
