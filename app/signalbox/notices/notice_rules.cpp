#include "notice_rules.h"

#include "ui/models/budgets/budget_text.h"
#include "ui/models/formatter.h"
#include "ui/words/sentence_words.h"

#include <algorithm>
#include <array>

namespace app {

using gateway::TimePoint;
using gateway::host::KeyHealth;
using gateway::host::UpdateFinding;
using gateway::providers::KeyLimit;
using gateway::providers::KeyMeter;
using gateway::usage::BudgetState;
using ui::models::BudgetText;
using ui::models::Event;
using ui::models::Formatter;

namespace {

constexpr std::array kLevels{100, 95, 80}; // percent of a quota
constexpr int kNearlyUsed = 95;
constexpr std::size_t kMostNotified = 200;
constexpr std::chrono::hours kDay{24};
constexpr auto kEndOfDay = "24:00";
// Separate subjects: each ends independently of other problems of the gateway, and none replaces another.
constexpr auto kHang = " hang";
constexpr auto kHttps = " https";

QString kindOf(const Event& event)
{
    switch (event.kind) {
    case Event::Kind::Fallback:
    case Event::Kind::FirstChoiceAgain: return QLatin1String(notice_kind::kFallback);
    case Event::Kind::Rest:
    case Event::Kind::RestOver: return QLatin1String(notice_kind::kRest);
    case Event::Kind::KeyRejected:
    case Event::Kind::KeyProblem:
    case Event::Kind::KeyReady: return QLatin1String(notice_kind::kKey);
    case Event::Kind::Loop:
    case Event::Kind::Limit: return QLatin1String(notice_kind::kLimit);
    case Event::Kind::Experiment: return QLatin1String(notice_kind::kExperiment);
    case Event::Kind::PortTaken:
    case Event::Kind::BadFile:
    case Event::Kind::Problem:
    case Event::Kind::HttpsProblem:
    case Event::Kind::Hung:
    case Event::Kind::AnswersAgain: return QLatin1String(notice_kind::kGateway);
    case Event::Kind::ListensAgain: // which `status()` hears
    case Event::Kind::HttpsAgain:
    case Event::Kind::Failed: // whoever asked has been told
    case Event::Kind::NewClient:
    case Event::Kind::Budget: // which `budgets()` tells
    case Event::Kind::UpdateAvailable: // which `update()` tells
    case Event::Kind::UpdateInstalled: break;
    }
    return {};
}

/// The highest level reached; 0: none, or unknown.
int levelOf(const KeyLimit& quota)
{
    if (!quota.limit || !quota.remaining || *quota.limit <= 0)
        return 0;
    const auto used = 100 * (*quota.limit - *quota.remaining);
    const auto level = std::find_if(kLevels.begin(), kLevels.end(), [&](int each) { return used >= each * *quota.limit; });
    return level == kLevels.end() ? 0 : *level;
}

/// Plan windows that are not reported as quotas.
std::vector<KeyLimit> asQuotas(const std::vector<gateway::providers::PlanWindow>& windows)
{
    constexpr std::int64_t kWhole = 100; // percent
    std::vector<KeyLimit> quotas;
    quotas.reserve(windows.size());
    for (const auto& window : windows)
        quotas.push_back({window.name, kWhole, std::max<std::int64_t>(kWhole - static_cast<std::int64_t>(window.usedPercent), 0), window.reset});
    return quotas;
}

} // namespace

bool NoticeRules::isMuted(const QString& kind) const { return std::find(m_muted.begin(), m_muted.end(), kind.toStdString()) != m_muted.end(); }

bool NoticeRules::isWanted(const Notice& notice) const { return !isMuted(notice.kind) && (!m_isQuiet || notice.isUrgent); }

void NoticeRules::show(std::vector<NoticeStep>& steps, Notice notice)
{
    notice.actions.insert(notice.actions.begin(), {QStringLiteral("show"), tr("Show")});
    notice.actions.push_back({QStringLiteral("mute"), tr("Mute these notifications")});
    steps.push_back({std::move(notice), false});
}

bool NoticeRules::tell(std::vector<NoticeStep>& steps, Notice notice, TimePoint now)
{
    if (notice.say)
        notice.say(notice);
    if (!isWanted(notice))
        return false;
    const bool isOfGateway = notice.subject.isEmpty() || notice.subject == QLatin1String(kHttps); // each of its problems may be reported
    const QString about = isOfGateway ? notice.subject + QLatin1Char(' ') + notice.text : notice.subject;
    const auto before = m_notifiedAt.find(about);
    if (before != m_notifiedAt.end() && now - before->second < kBetween)
        return false;
    remember(about, now);
    if (notice.kind == QLatin1String(notice_kind::kGateway) && isOfGateway)
        m_problems[notice.subject] = about;
    show(steps, std::move(notice));
    return true;
}

bool NoticeRules::tellBeginning(std::vector<NoticeStep>& steps, const Notice& notice, TimePoint now)
{
    if (!tell(steps, notice, now)) {
        retractEnd(steps, notice);
        return false;
    }
    m_standing[notice.matter()] = false;
    return true;
}

bool NoticeRules::tellEnd(std::vector<NoticeStep>& steps, Notice notice)
{
    const auto standing = m_standing.find(notice.matter());
    if (standing == m_standing.end() || standing->second || !isWanted(notice))
        return false;
    standing->second = true;
    notice.isOver = true;
    notice.say(notice);
    show(steps, std::move(notice));
    return true;
}

void NoticeRules::endOrRetract(std::vector<NoticeStep>& steps, const Notice& notice)
{
    if (tellEnd(steps, notice))
        return;
    m_standing.erase(notice.matter());
    steps.push_back({notice, true});
}

void NoticeRules::retractEnd(std::vector<NoticeStep>& steps, const Notice& notice)
{
    const auto standing = m_standing.find(notice.matter());
    if (standing == m_standing.end() || !standing->second)
        return;
    m_standing.erase(standing);
    steps.push_back({notice, true});
}

void NoticeRules::remember(const QString& about, TimePoint now)
{
    if (m_notifiedAt.size() >= kMostNotified)
        std::erase_if(m_notifiedAt, [now](const auto& told) { return now - told.second >= kBetween; });
    m_notifiedAt[about] = now;
}

/// Only an equally high level of the same provider delays a notice: the notices replace each other, and a quota that is
/// reset every minute would be reported every minute.
bool NoticeRules::tellLevel(std::vector<NoticeStep>& steps, Notice notice, int level, TimePoint now)
{
    const auto before = m_shownLevels.find(notice.subject);
    if (!isWanted(notice) || (before != m_shownLevels.end() && before->second.level >= level && now - before->second.at < kBetween)) {
        if (level >= kNearlyUsed) // an earlier reset no longer applies
            retractEnd(steps, notice);
        return false;
    }
    if (m_shownLevels.size() >= kMostNotified)
        std::erase_if(m_shownLevels, [now](const auto& shown) { return now - shown.second.at >= kBetween; });
    m_shownLevels[notice.subject] = {now, level};
    m_standing[notice.matter()] = false;
    remember(notice.subject, now);
    notice.say(notice);
    show(steps, std::move(notice));
    return true;
}

/// Reports a reset. If a level was reported, this is its end; otherwise it waits for its turn.
bool NoticeRules::tellWhole(std::vector<NoticeStep>& steps, const Notice& notice, TimePoint now)
{
    return isMuted(notice.kind) || tellEnd(steps, notice) || tell(steps, notice, now); // muted notices are not reported later either
}

/// A problem with the keychain is a single subject, however many providers have keys in it.
void NoticeRules::describeKeyProblem(Notice& notice, KeyHealth health, std::function<QString()> text) const
{
    const bool isLocked = health == KeyHealth::Locked;
    notice.actions.push_back({QStringLiteral("try"), isLocked ? tr("Unlock") : tr("Try again")});
    if (!isLocked && health != KeyHealth::TimedOut && health != KeyHealth::Unavailable) {
        notice.sort = NoticeSort::KeyUnusable;
        notice.say = [text = std::move(text)](Notice& told) {
            told.title = tr("A key cannot be used");
            told.text = text();
        };
        return;
    }
    notice.subject.clear();
    notice.say = [isLocked, isVault = isLocked && m_isVaultLocked, hasTimedOut = health == KeyHealth::TimedOut,
                     isElsewhere = health == KeyHealth::Unavailable && m_isKeychainElsewhere](Notice& told) {
        told.title = isElsewhere ? tr("The keys are in another keychain") : isVault ? tr("The encrypted key file is locked") : isLocked ? tr("The keychain is locked") : hasTimedOut ? tr("The keychain is not responding") : tr("No keychain available");
        told.text = tr("Providers with keys in it are skipped until the keys can be read.");
    };
}

std::vector<NoticeStep> NoticeRules::event(const Event& event, const TextOf& textOf, TimePoint now)
{
    std::vector<NoticeStep> steps;
    Notice notice;
    notice.kind = kindOf(event);
    if (notice.kind.isEmpty())
        return steps;
    notice.event = event;
    notice.subject = QString::fromStdString(event.subject);
    const auto text = [textOf, event] { return textOf(event); };
    const auto say = [text](const char* title) {
        return [text, title](Notice& told) {
            told.title = tr(title);
            told.text = text();
        };
    };
    switch (event.kind) {
    case Event::Kind::Fallback:
        notice.sort = event.subject.empty() ? NoticeSort::Alone : NoticeSort::Fallback;
        notice.say = say(QT_TR_NOOP("A fallback is in use"));
        m_fallbacks[event.name].insert(event.subject);
        tellBeginning(steps, notice, now);
        return steps;
    case Event::Kind::FirstChoiceAgain:
        notice.sort = NoticeSort::Fallback;
        notice.say = say(QT_TR_NOOP("The first choice is available again"));
        endFallback(steps, std::move(notice), event);
        return steps;
    case Event::Kind::Rest:
    case Event::Kind::RestOver:
        takeRest(steps, std::move(notice), event, textOf, now);
        return steps;
    case Event::Kind::KeyReady:
        steps.push_back({notice, true});
        notice.subject.clear(); // the subject is the keychain
        steps.push_back({notice, true});
        return steps;
    case Event::Kind::KeyRejected:
        notice.sort = NoticeSort::KeyRejected;
        notice.say = say(QT_TR_NOOP("A key was rejected"));
        break;
    case Event::Kind::Loop:
        notice.subject = QStringLiteral(" loop ") + notice.subject; // no limit has that name
        notice.say = [text](Notice& told) {
            told.title = tr("A conversation may be in a loop");
            told.text = text();
        };
        break;
    case Event::Kind::Experiment:
        notice.page = QStringLiteral("evaluate");
        notice.say = [text, experiment = event.experiment](Notice& told) {
            told.title = text();
            told.text = experiment ? ui::models::EventModel::experimentDetail(*experiment) : QString();
        };
        break;
    case Event::Kind::Limit:
        takeLimit(steps, std::move(notice), event, text, now);
        return steps;
    case Event::Kind::KeyProblem: describeKeyProblem(notice, event.health, text); break;
    case Event::Kind::Hung:
        notice.say = [text](Notice& told) {
            told.title = text();
            told.text = tr("No requests are served. If this continues, restart Signalbox from its window.");
        };
        notice.isUrgent = true;
        notice.subject = QLatin1String(kHang);
        break;
    case Event::Kind::AnswersAgain:
        notice.subject = QLatin1String(kHang);
        steps.push_back({notice, true});
        m_notifiedAt.erase(notice.subject); // its notice is gone: another hang is reported at any time
        return steps;
    default:
        notice.say = [text, reason = event.reason](Notice& told) {
            told.title = text();
            told.text = ui::words::SentenceWords::of(reason);
        };
        notice.isUrgent = true;
        notice.subject = event.kind == Event::Kind::HttpsProblem ? QLatin1String(kHttps) : QLatin1String();
        break;
    }
    tell(steps, std::move(notice), now);
    return steps;
}

std::vector<NoticeStep> NoticeRules::status(const gateway::host::Status& status)
{
    std::vector<NoticeStep> steps;
    Notice notice;
    notice.kind = QLatin1String(notice_kind::kGateway);
    for (const auto& [subject, isThere] : {std::pair(QString(), status.problem.has_value() || status.configInvalid), std::pair(QString(QLatin1String(kHttps)), status.httpsProblem.has_value())}) {
        const auto standing = m_problems.find(subject);
        if (isThere || standing == m_problems.end())
            continue;
        m_notifiedAt.erase(standing->second); // its notice is gone: the same problem is reported again at any time
        m_problems.erase(standing);
        notice.subject = subject;
        steps.push_back({notice, true});
    }
    return steps;
}

/// For one route: if another one is still without the same provider, the notice stays.
void NoticeRules::endFallback(std::vector<NoticeStep>& steps, Notice notice, const Event& event)
{
    const auto known = m_fallbacks.extract(event.name);
    const std::set<std::string> subjects = known ? known.mapped() : std::set<std::string>{event.subject};
    for (const std::string& subject : subjects) {
        if (std::ranges::any_of(m_fallbacks, [&](const auto& other) { return other.second.contains(subject); }))
            continue;
        notice.subject = QString::fromStdString(subject);
        endOrRetract(steps, notice);
    }
}

void NoticeRules::takeRest(std::vector<NoticeStep>& steps, Notice notice, const Event& event, const TextOf& textOf, TimePoint now)
{
    const gateway::routing::Rest rest = event.rest.value_or(gateway::routing::Rest{});
    notice.sort = NoticeSort::Rest;
    if (event.kind == Event::Kind::Rest) {
        notice.say = [textOf, event, until = Formatter::local(rest.until)](Notice& told) {
            told.title = textOf(event);
            told.text = tr("Cooling down until %1.").arg(Formatter().time(until));
        };
        notice.actions.push_back({QStringLiteral("try"), tr("Try again")});
        tellBeginning(steps, notice, now);
    } else if (!event.isPartial) {
        notice.say = [textOf, event, since = Formatter::local(rest.since)](Notice& told) {
            told.title = textOf(event);
            told.text = tr("It was skipped since %1.").arg(Formatter().dateTime(since));
        };
        endOrRetract(steps, notice);
    }
}

/// A higher percentage replaces the notice about a lower one.
void NoticeRules::takeLimit(std::vector<NoticeStep>& steps, Notice notice, const Event& event, const std::function<QString()>& text, TimePoint now)
{
    notice.subject = QString::fromStdString(event.subject + '/' + event.object);
    notice.page = QStringLiteral("policies");
    if (m_limitActions)
        notice.actions = m_limitActions(event.subject);
    notice.say = [text, limit = event.limit](Notice& told) {
        told.title = text();
        told.text = limit ? ui::models::EventModel::limitDetail(*limit) : QString();
    };
    (void)tellLevel(steps, std::move(notice), event.level, now);
}

void NoticeRules::takeQuota(std::vector<NoticeStep>& steps, const KeyMeter& meter, const KeyLimit& quota, const NameOf& nameOf, TimePoint now)
{
    const std::string id = meter.provider + '/' + meter.key + '/' + quota.name;
    const int level = levelOf(quota);
    int& told = m_levels[id];
    const int before = told;
    if (!m_hasLevels) {
        told = level;
        return;
    }
    Notice notice;
    notice.kind = QLatin1String(notice_kind::kQuota);
    notice.subject = QString::fromStdString(meter.provider);
    notice.page = QStringLiteral("providers");
    if (level > before) {
        m_whole.erase(id); // it is in use again
        notice.say = [nameOf, provider = meter.provider, key = QString::fromStdString(meter.key), quota, level](Notice& said) {
            const Formatter format;
            const QString name = QString::fromStdString(quota.name);
            said.title = tr("%1: %2 of a quota used").arg(nameOf(provider), format.share(level / 100.0));
            said.text = quota.reset ? tr("Key “%1”, %2; resets at %3").arg(key, name, format.dateTime(Formatter::local(*quota.reset)))
                                    : tr("Key “%1”, %2").arg(key, name);
        };
        if (tellLevel(steps, std::move(notice), level, now))
            told = level;
        return;
    }
    if (level < before) {
        told = level;
        steps.push_back({notice, true});
        if (before >= kNearlyUsed) // otherwise nobody is waiting for it
            m_whole.insert(id);
    }
    if (!quota.remaining || !m_whole.contains(id)) // or unknown
        return;
    notice.say = [nameOf, provider = meter.provider, key = QString::fromStdString(meter.key), quota](Notice& said) {
        const Formatter format;
        said.title = tr("%1: quota available again").arg(nameOf(provider));
        said.text = tr("Key “%1”, %2: %3 of %4 left").arg(key, QString::fromStdString(quota.name), format.exact(*quota.remaining), format.exact(*quota.limit));
    };
    if (tellWhole(steps, notice, now))
        m_whole.erase(id);
}

std::vector<NoticeStep> NoticeRules::meters(const std::vector<KeyMeter>& meters, const NameOf& nameOf, TimePoint now)
{
    std::vector<NoticeStep> steps;
    for (const KeyMeter& meter : meters)
        for (const KeyLimit& quota : meter.quotas.empty() ? asQuotas(meter.windows) : meter.quotas)
            takeQuota(steps, meter, quota, nameOf, now);
    m_hasLevels = m_hasLevels || !meters.empty();
    return steps;
}

std::vector<NoticeStep> NoticeRules::budgets(const std::vector<BudgetState>& states, const NameOf& nameOf, gateway::WallTime wallNow)
{
    std::vector<NoticeStep> steps;
    const QDate today = Formatter::local(wallNow).date();
    std::erase_if(m_budgets, [&](const auto& told) {
        if (told.second.last >= today)
            return false;
        Notice over;
        over.kind = QLatin1String(notice_kind::kBudget);
        over.subject = told.first;
        steps.push_back({over, true});
        return true;
    });
    for (const BudgetState& state : states) {
        Notice notice;
        notice.kind = QLatin1String(notice_kind::kBudget);
        notice.subject = QString::fromStdString(gateway::usage::nameOf(state.budget));
        notice.page = QStringLiteral("usage");
        const int level = state.level();
        const auto before = m_budgets.find(notice.subject);
        if (level == 0 || state.span.last < today || !isWanted(notice) || (before != m_budgets.end() && before->second.level >= level))
            continue;
        notice.say = [nameOf, state, wallNow, level](Notice& said) {
            said.title = BudgetText::reached(state.budget, level, nameOf);
            said.text = tr("%1; %2", "how much of a budget; when it begins anew").arg(BudgetText::amounts(state), BudgetText::anew(state, wallNow));
        };
        notice.say(notice);
        m_budgets[notice.subject] = {state.span.last, level};
        show(steps, std::move(notice));
    }
    return steps;
}

std::vector<NoticeStep> NoticeRules::update(const UpdateFinding& finding, bool isKnown)
{
    std::vector<NoticeStep> steps;
    Notice notice;
    notice.kind = QLatin1String(notice_kind::kUpdate);
    notice.page = QStringLiteral("about");
    const bool isInstalled = finding.kind == UpdateFinding::Kind::Installed;
    const QString news = QString::fromStdString(finding.version) + (isInstalled ? QStringLiteral(" installed") : QString());
    if (finding.isNews() && news == m_notifiedUpdate)
        return steps;
    if (m_isUpdateShown && (finding.isNews() || finding.kind == UpdateFinding::Kind::Current)) {
        m_isUpdateShown = false;
        steps.push_back({notice, true});
    }
    if (!finding.isNews() || (!isKnown && !isWanted(notice)))
        return steps;
    m_notifiedUpdate = news;
    if (isKnown)
        return steps;
    notice.say = [finding](Notice& said) {
        said.title = tr("Signalbox update");
        said.text = ui::models::EventModel::updateText(finding);
    };
    notice.say(notice);
    m_isUpdateShown = true;
    steps.clear(); // it replaces the previous one
    show(steps, std::move(notice));
    return steps;
}

std::vector<NoticeStep> NoticeRules::certificate(std::optional<gateway::WallTime> ends, gateway::WallTime wallNow, TimePoint now)
{
    std::vector<NoticeStep> steps;
    Notice notice;
    notice.kind = QLatin1String(notice_kind::kCertificate);
    notice.page = QStringLiteral("doctor");
    if (!ends || *ends - wallNow > gateway::host::kCertificateEndsSoon) {
        if (std::exchange(m_certificateNotified, std::nullopt))
            steps.push_back({notice, true});
        return steps;
    }
    if (m_certificateNotified && wallNow - *m_certificateNotified < kDay - std::chrono::hours(1))
        return steps;
    notice.say = [ends = *ends, isOver = *ends <= wallNow](Notice& told) {
        const QString end = Formatter().dateTime(Formatter::local(ends));
        told.title = isOver ? tr("The HTTPS certificate has expired") : tr("The HTTPS certificate expires soon");
        told.text = isOver ? tr("It expired on %1. Clients refuse to connect until you replace the certificate file.").arg(end)
                           : tr("It expires on %1. Replace the certificate file; it is reloaded within a day or at the next start.").arg(end);
    };
    tell(steps, std::move(notice), now);
    if (!steps.empty())
        m_certificateNotified = wallNow;
    return steps;
}

bool isQuiet(const std::optional<gateway::config::QuietHours>& hours, QTime time)
{
    if (!hours)
        return false;
    const auto minutesOf = [](const std::string& text) {
        const QTime at = QTime::fromString(QString::fromStdString(text), QStringLiteral("HH:mm"));
        return text == kEndOfDay ? 24 * 60 : at.hour() * 60 + at.minute();
    };
    const int from = minutesOf(hours->from);
    const int to = minutesOf(hours->to);
    const int now = time.hour() * 60 + time.minute();
    return from <= to ? now >= from && now < to : now >= from || now < to;
}

} // namespace app
