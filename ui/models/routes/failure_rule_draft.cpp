#include "failure_rule_draft.h"

#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"
#include "ui/words/rule_words.h"

#include <QPointer>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace ui::models {

using gateway::config::FailureRuleSettings;
using gateway::config::FailureSettings;
using gateway::config::Settings;
using gateway::config::StatusRange;

namespace {

/// "429" or "5xx"; empty: invalid.
std::optional<StatusRange> statusOf(const QString& word)
{
    if (const auto hundred = gateway::config::hundredOf(word.toLower().toStdString())) return hundred;
    bool isNumber = false;
    const int status = word.toInt(&isNumber);
    if (!isNumber || status < gateway::config::kLeastStatus || status > gateway::config::kMostStatus) return std::nullopt;
    return StatusRange{status, status};
}

QStringList ruleParts(const QString& text, const QRegularExpression& between)
{
    QStringList found;
    for (const QString& piece : text.split(between)) {
        if (!piece.trimmed().isEmpty()) found << piece.trimmed();
    }
    return found;
}

QStringList statusWords(const QString& text)
{
    static const QRegularExpression kBetween(QStringLiteral("[\\s,;，、；]+"));
    return ruleParts(text, kBetween);
}

QStringList wordLines(const QString& text)
{
    static const QRegularExpression kLine(QStringLiteral("\n"));
    return ruleParts(text, kLine);
}

auto ruleNamed(Settings& all, const std::string& name)
{
    auto& rules = all.failures.rules;
    return std::find_if(rules.begin(), rules.end(), [&](const FailureRuleSettings& rule) { return rule.name == name; });
}

/// The form field for a configuration path, such as `failures.rules[1].words[0]`.
RuleField fieldOf(const std::string& path)
{
    using Row = std::pair<std::string_view, RuleField>;
    static constexpr std::array kFields{
        Row{"name", RuleField::Name},   Row{"class", RuleField::Failure},     Row{"statuses", RuleField::Statuses},
        Row{"words", RuleField::Words}, Row{"provider", RuleField::Provider}, Row{"rests", RuleField::Rests},
    };
    const std::size_t end = path.starts_with("failures.rules[") ? path.find("].") : std::string::npos;
    if (end == std::string::npos) return RuleField::Whole;
    const std::string_view field = std::string_view(path).substr(end + 2);
    const auto found = std::find_if(kFields.begin(), kFields.end(), [&](const Row& row) { return field.starts_with(row.first); });
    return found == kFields.end() ? RuleField::Whole : found->second;
}

} // namespace

FailureRuleDraft::FailureRuleDraft(const FailureRuleSettings& rule)
    : name(QString::fromStdString(rule.name)), failure(rule.failure), statuses(words::RuleWords::statuses(rule.statuses)),
      provider(QString::fromStdString(rule.provider.value_or(std::string()))), rests(rule.rests), m_before(name), m_opened(rule)
{
    QStringList lines;
    for (const std::string& word : rule.words) lines << QString::fromStdString(word);
    words = lines.join(QLatin1Char('\n'));
}

std::vector<RuleProblem> FailureRuleDraft::check(const FailureSettings& all) const
{
    std::vector<RuleProblem> problems;
    const std::string wanted = name.trimmed().toStdString();
    const auto isWanted = [&](const FailureRuleSettings& rule) { return rule.name == wanted; };
    if (wanted.empty()) problems.push_back({RuleField::Name, tr("Enter a name")});
    else if (name.trimmed() != m_before && std::any_of(all.rules.begin(), all.rules.end(), isWanted)) {
        problems.push_back({RuleField::Name, tr("A rule with this name already exists")});
    }
    for (const QString& word : statusWords(statuses)) {
        if (statusOf(word)) continue;
        problems.push_back({RuleField::Statuses, tr("“%1” is not valid: enter an HTTP status from 100 to 599, or 4xx for a whole class").arg(word)});
        break;
    }
    if (statusWords(statuses).isEmpty() && wordLines(words).isEmpty()) {
        problems.push_back({RuleField::Statuses, tr("Enter statuses or words; otherwise the rule would match every response")});
    }
    return problems;
}

FailureRuleSettings FailureRuleDraft::toSettings() const
{
    FailureRuleSettings rule;
    rule.name = name.trimmed().toStdString();
    rule.failure = failure;
    for (const QString& word : statusWords(statuses)) {
        if (const auto range = statusOf(word)) rule.statuses.push_back(*range);
    }
    for (const QString& word : wordLines(words)) rule.words.push_back(word.toStdString());
    if (!provider.trimmed().isEmpty()) rule.provider = provider.trimmed().toStdString();
    rule.rests = rests;
    return rule;
}

void saveRule(const GatewayParts<Configuration>& access, const FailureRuleDraft& draft, QObject* context, RuleSaved done)
{
    Settings next = access.configuration().settings();
    const auto before = ruleNamed(next, draft.m_before.toStdString());
    const bool isThere = before != next.failures.rules.end();
    if (!draft.m_before.isEmpty() && !isThere)
        return done(RuleProblem{RuleField::Whole, FailureRuleDraft::tr("The rule was removed or renamed while this dialog was open. Close the dialog and edit or add the rule again.")});
    if (isThere && !(*before == draft.m_opened))
        return done(RuleProblem{RuleField::Whole, FailureRuleDraft::tr("The rule was changed elsewhere while this dialog was open. Close the dialog and edit the rule again.")});
    if (isThere) *before = draft.toSettings();
    else next.failures.rules.push_back(draft.toSettings());
    access.configuration().change(next, [access, guard = QPointer(context), done = std::move(done)](const gateway::Result<void>& changed) {
        if (!guard) return;
        if (changed) return done(std::nullopt);
        const RuleField field = fieldOf(changed.error().param);
        const QString detail = words::SentenceWords::detail(changed.error(), access.configuration().editing());
        if (field == RuleField::Whole) return done(RuleProblem{field, words::FailureWords::change(changed.error()), detail});
        done(RuleProblem{field, words::SentenceWords::besideField(changed.error(), access.configuration().editing()), detail});
    });
}

Settings withoutRule(Settings all, const std::string& name)
{
    std::erase_if(all.failures.rules, [&](const FailureRuleSettings& rule) { return rule.name == name; });
    return all;
}

Settings withRuleMoved(Settings all, const std::string& name, int by)
{
    auto& rules = all.failures.rules;
    const auto rule = ruleNamed(all, name);
    const auto to = rule - rules.begin() + by;
    if (rule == rules.end() || to < 0 || to >= static_cast<std::ptrdiff_t>(rules.size())) return all;
    std::iter_swap(rule, rules.begin() + to);
    return all;
}

} // namespace ui::models
