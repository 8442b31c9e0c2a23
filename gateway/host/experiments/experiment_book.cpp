#include "experiment_book.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/sentence_json.h"
#include "gateway/evaluation/datasets/row.h"
#include "gateway/evaluation/past_requests/past_requests.h"
#include "gateway/evaluation/scoring/rubrics.h"
#include "gateway/usage/pricing/exchange_rate.h"

#include <QDateTime>
#include <QtGlobal>

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

namespace gateway::host {

using evaluation::Experiment;
using evaluation::ExperimentPlan;
using evaluation::statistics::Measure;

namespace {

std::string nameOf(const config::TargetSettings& target) { return target.provider + '/' + target.model.value_or(std::string()); }

/// Empty: it is not valid, which the configuration's checks report.
std::optional<ExperimentPlan> planOf(const config::RouteSettings& route)
{
    const config::ExperimentSettings& settings = *route.experiment;
    const auto measure = evaluation::measureNamed(settings.measure);
    ExperimentPlan plan;
    if (!measure || settings.arms.size() != plan.arms.size())
        return std::nullopt;
    plan.name = settings.name;
    plan.measure = *measure;
    plan.stops = settings.stop;
    for (std::size_t i = 0; i < plan.arms.size(); ++i) {
        const config::ExperimentArmSettings& arm = settings.arms[i];
        if (arm.target < 0 || static_cast<std::size_t>(arm.target) >= route.targets.size())
            return std::nullopt;
        plan.arms[i] = {nameOf(route.targets[static_cast<std::size_t>(arm.target)]), arm.share};
    }
    return plan;
}

QDate localDay(WallTime at)
{
    return QDateTime::fromSecsSinceEpoch(std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count()).date();
}

std::optional<Money> inDollars(const Money& money, double usdCny)
{
    if (money.currency == Currency::Usd)
        return money;
    if (!(usdCny > 0))
        return std::nullopt;
    config::ExchangeRate rate;
    rate.usdCny = usdCny;
    return usage::converted(money, Currency::Usd, rate);
}

evaluation::ArmRequest requestOf(const usage::ExchangeRecord& record, double usdCny)
{
    evaluation::ArmRequest request;
    request.hasFailed = record.isFailure() || record.outcome == usage::Outcome::ClientError;
    if (record.lastByte >= Milliseconds(0))
        request.latency = record.lastByte;
    if (record.isPriced()) {
        request.cost = record.cost;
        request.converted = inDollars(*record.cost, usdCny);
    }
    request.day = localDay(record.startedAt + record.duration);
    return request;
}

/// The settings with the text of a rubric that is given by its name. Errors: InvalidRequest if there is none with that name.
Result<config::ExperimentJudgeSettings> judgeOf(config::ExperimentJudgeSettings settings)
{
    if (!evaluation::isRubricName(settings.rubric))
        return settings;
    auto shipped = evaluation::shippedRubric(settings.rubric);
    if (!shipped)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "there is no rubric \"%1\"; \"signalboxd eval rubrics\" lists them"), {settings.rubric}});
    settings.rubric = std::move(shipped->text);
    return settings;
}

/// `saved` may be empty: nothing was scored yet.
bool isSameJudge(const config::ExperimentJudgeSettings& judge, const Json& saved)
{
    return saved.empty() || (json::textOf(saved, "model") == judge.model && json::textOf(saved, "rubric") == judge.rubric);
}

} // namespace

void ExperimentBook::load(SavedExperiments saved)
{
    m_wasDamaged = !saved.problem.isEmpty();
    for (Json& each : saved.experiments)
        if (const std::string name = json::textOf(json::objectOf(each, "state"), "name"); !name.empty())
            m_saved[name] = std::move(each);
}

std::vector<Sentence> ExperimentBook::follow(const config::Settings& settings, WallTime now)
{
    for (const Entry& entry : m_entries)
        if (entry.problem.isEmpty()) // of another one, the saved state still exists
            m_saved[entry.experiment.plan().name] = entry.toJson();
    m_entries.clear();
    std::vector<Sentence> told;
    for (const config::RouteSettings& route : settings.routes)
        if (route.experiment && add(route, now, told))
            endNow(m_entries.back());
    m_wasDamaged = false;
    forgetOld(settings, now);
    return told;
}

/// Whether the route has an experiment now.
bool ExperimentBook::add(const config::RouteSettings& route, WallTime now, std::vector<Sentence>& told)
{
    const auto plan = planOf(route);
    auto started = plan ? std::optional(Experiment::start(*plan)) : std::nullopt;
    if (!started || !*started)
        return false;
    Entry entry{route.id, std::move(**started), route.enabled, {}, std::chrono::floor<std::chrono::seconds>(now), m_wasDamaged};
    if (plan->measure == Measure::Judge && route.experiment->judge) {
        auto judge = judgeOf(*route.experiment->judge);
        if (judge)
            entry.judge = std::move(*judge);
        else
            entry.problem = std::move(judge.error().message);
    }
    if (const auto saved = m_saved.find(plan->name); saved != m_saved.end()) {
        if (entry.problem.isEmpty())
            entry.restore(saved->second, told);
        if (entry.problem.isEmpty())
            m_saved.erase(saved);
        else
            saved->second.erase("left_at"); // it is in the configuration
    }
    m_entries.push_back(std::move(entry));
    return true;
}

/// Continues what an earlier run has saved, or sets `problem`.
void ExperimentBook::Entry::restore(const Json& saved, std::vector<Sentence>& told)
{
    const ExperimentPlan& plan = experiment.plan();
    if (judge && !isSameJudge(*judge, json::objectOf(saved, "judge"))) {
        problem = {QT_TRANSLATE_NOOP("Error", "experiment \"%1\" was started with another judge or rubric; give the experiment a new name to compare by these"), {plan.name}};
        return;
    }
    auto restored = Experiment::restore(plan, json::objectOf(saved, "state"));
    if (!restored && restored.error().kind == ErrorKind::InvalidRequest) {
        problem = restored.error().message;
        return;
    }
    hasBegunAnew = !restored || json::isTrue(saved, "began_anew");
    if (!restored) {
        told.push_back({QT_TRANSLATE_NOOP("Error", "The saved state of experiment \"%1\" is damaged. It begins anew."), {plan.name}});
        return;
    }
    experiment = std::move(*restored);
    begunAt = config::parseTimestamp(json::textOf(saved, "begun_at")).value_or(begunAt);
    isTold = json::isTrue(saved, "notified");
    sessions = RecentSessions::fromText(json::textOf(saved, "sessions"));
    judgedOn = QDate::fromString(QString::fromStdString(json::textOf(saved, "judged_on")), Qt::ISODate);
    judgedToday = static_cast<int>(json::countOf(saved, "judged_that_day").value_or(0));
    unjudged = static_cast<std::size_t>(json::countOf(saved, "unjudged").value_or(0));
    judgeProblem = json::sentenceIn(json::fieldOf(saved, "judge_problem"));
}

/// States of experiments that are not in the configuration.
void ExperimentBook::forgetOld(const config::Settings& settings, WallTime now)
{
    const auto isConfigured = [&](const std::string& name) {
        return std::ranges::any_of(settings.routes, [&](const config::RouteSettings& route) { return route.experiment && route.experiment->name == name; });
    };
    for (auto each = m_saved.begin(); each != m_saved.end();) {
        const auto left = config::parseTimestamp(json::textOf(each->second, "left_at"));
        const bool isGone = !isConfigured(each->first);
        if (isGone && !left)
            each->second["left_at"] = config::toTimestamp(now);
        each = isGone && left && *left + kKept < now ? m_saved.erase(each) : std::next(each);
    }
}

/// Whether it has ended just now. An end from before it began is that of an earlier experiment with its name.
bool ExperimentBook::endNow(Entry& entry) const
{
    const auto end = m_ends.find(entry.experiment.plan().name);
    if (end == m_ends.end() || (end->second.at < entry.begunAt && !entry.hasBegunAnew))
        return false;
    const bool isKnown = entry.experiment.hasEnded() && entry.experiment.winner() == end->second.winner;
    entry.experiment.end(end->second.winner);
    return !isKnown;
}

std::vector<std::string> ExperimentBook::end(const std::vector<ExperimentEnd>& ends)
{
    m_ends.clear();
    for (const ExperimentEnd& each : ends)
        m_ends.emplace(each.experiment, each);
    std::vector<std::string> ended;
    for (Entry& entry : m_entries)
        if (endNow(entry))
            ended.push_back(entry.experiment.plan().name);
    return ended;
}

/// Null: none with that name, or its observations would be mixed.
ExperimentBook::Entry* ExperimentBook::find(const std::string& experiment)
{
    const auto found = std::ranges::find_if(m_entries, [&](const Entry& each) { return each.experiment.plan().name == experiment; });
    return found == m_entries.end() || !found->problem.isEmpty() ? nullptr : &*found;
}

bool ExperimentBook::take(const usage::ExchangeRecord& record, double usdCny)
{
    if (record.experiment.empty() || record.isLate || record.experimentArm > 1)
        return false;
    Entry* const entry = find(record.experiment);
    const bool isRefused = record.attempts.empty() && record.outcome == usage::Outcome::ClientError;
    if (!entry || isRefused)
        return false;
    evaluation::ArmRequest request = requestOf(record, usdCny);
    const bool isUnfinished = record.outcome == usage::Outcome::Cancelled || record.errorCode == errorInfo(ErrorKind::GatewayStopping).code;
    if (entry->judge) {
        if (auto answer = isUnfinished ? std::nullopt : entry->toJudge(record, request.day))
            m_toJudge.push_back(std::move(*answer));
    } else {
        request.isFirstOfSession = !isUnfinished && (record.session.empty() || entry->sessions.add(record.session));
    }
    entry->experiment.add(record.experimentArm, request);
    return true;
}

/// Empty: it is not scored, and another answer of its session may be.
std::optional<AnswerToJudge> ExperimentBook::Entry::toJudge(const usage::ExchangeRecord& record, QDate day)
{
    const bool isWhole = record.outcome == usage::Outcome::Answered && record.isAnsweredByModel();
    if (!isWhole || !record.judged || experiment.takesAll() || !isRunning() || sessions.has(record.session))
        return std::nullopt;
    if (std::exchange(judgedOn, day) != day)
        judgedToday = 0;
    if (judgedToday >= judge->maxPerDay)
        return std::nullopt;
    auto text = evaluation::rowOf(record, *record.judged);
    if (!text)
        return std::nullopt;
    if (!record.session.empty())
        sessions.add(record.session);
    ++judgedToday;
    evaluation::Row row;
    row.messages = std::move((*text)["messages"]);
    return AnswerToJudge{experiment.plan().name, record.experimentArm, judge->model, judge->rubric, questionText(row), json::textOf(*text, "reference")};
}

std::vector<AnswerToJudge> ExperimentBook::takeToJudge() { return std::exchange(m_toJudge, {}); }

void ExperimentBook::add(const JudgedAnswer& judged)
{
    Entry* const entry = find(judged.experiment);
    if (!entry || !entry->judge)
        return; // the configuration has changed meanwhile
    if (judged.score) {
        entry->experiment.addScore(judged.arm, *judged.score);
        return;
    }
    ++entry->unjudged;
    entry->judgeProblem = judged.problem;
}

std::vector<ExperimentNotice> ExperimentBook::takeDecided()
{
    std::vector<ExperimentNotice> decided;
    for (Entry& entry : m_entries) {
        const ExperimentPlan& plan = entry.experiment.plan();
        const auto winner = entry.experiment.winner();
        if (!winner || entry.isTold || entry.experiment.hasEnded() || !entry.problem.isEmpty())
            continue;
        entry.isTold = true;
        decided.push_back({plan.name, entry.route, *winner, plan.arms[*winner].target, plan.stops});
    }
    return decided;
}

evaluation::ExperimentStandings ExperimentBook::standings() const
{
    evaluation::ExperimentStandings all;
    for (const Entry& entry : m_entries) {
        const Experiment& experiment = entry.experiment;
        all[experiment.plan().name] = {entry.isRunning(), experiment.takesAll(), experiment.hasEnded()};
    }
    return all;
}

Sentence ExperimentBook::Entry::note() const
{
    if (!problem.isEmpty())
        return problem;
    if (unjudged > 0)
        return {QT_TRANSLATE_NOOP("Error", "answers that the judge has not scored: %1; the last one: %2"), {std::to_string(unjudged), judgeProblem}};
    if (!hasBegunAnew)
        return {};
    return {QT_TRANSLATE_NOOP("Error", "its saved state was damaged; it began anew at %1"), {config::toTimestamp(begunAt)}};
}

std::vector<ExperimentBook::Pending> ExperimentBook::pending() const
{
    std::vector<Pending> all;
    for (const Entry& entry : m_entries)
        all.push_back({{entry.route, {}, entry.isRunning(), entry.note()}, entry.experiment});
    return all;
}

std::vector<ExperimentReport> ExperimentBook::reportsOf(const std::vector<Pending>& all, QDate today)
{
    std::vector<ExperimentReport> reports;
    for (const Pending& each : all) {
        reports.push_back(each.report);
        reports.back().figures = each.experiment.figures(today);
    }
    return reports;
}

Json ExperimentBook::Entry::toJson() const
{
    Json json{{"state", experiment.snapshot()}, {"begun_at", config::toTimestamp(begunAt)}, {"began_anew", hasBegunAnew}, {"notified", isTold}, {"sessions", sessions.toText()}};
    if (judge && judgedOn.isValid()) {
        json["judged_on"] = judgedOn.toString(Qt::ISODate).toStdString();
        json["judged_that_day"] = judgedToday;
        json["unjudged"] = unjudged;
        json["judge_problem"] = json::fromSentence(judgeProblem);
        json["judge"] = {{"model", judge->model}, {"rubric", judge->rubric}};
    }
    return json;
}

Json ExperimentBook::toJson() const
{
    Json all = Json::array();
    for (const Entry& entry : m_entries)
        if (entry.problem.isEmpty())
            all.push_back(entry.toJson());
    for (const auto& [name, saved] : m_saved)
        all.push_back(saved);
    return all;
}

ExperimentBook savedExperiments(const QString& dataDir, const config::Settings& settings, WallTime now)
{
    ExperimentBook book;
    book.load(readExperiments(dataDir));
    std::ignore = book.end(readExperimentEnds(dataDir));
    std::ignore = book.follow(settings, now);
    return book;
}

} // namespace gateway::host
