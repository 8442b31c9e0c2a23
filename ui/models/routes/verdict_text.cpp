#include "verdict_text.h"

#include "ui/models/formatter.h"
#include "ui/words/rule_words.h"

#include <algorithm>

namespace ui::models {

using gateway::config::FailureSettings;
using gateway::routing::FailureRules;
using gateway::routing::Verdict;
using words::RuleWords;

namespace {

QString verdictStatus(const char* name) { return QString::fromLatin1(name); }

} // namespace

TextLine VerdictText::decidedBy(const Verdict& verdict, const FailureSettings& own)
{
    if (verdict.rule.empty()) return {verdictStatus("unknown"), tr("No rule matched; decided by status code")};
    const bool isOwn = std::any_of(own.rules.begin(), own.rules.end(), [&](const auto& rule) { return rule.name == verdict.rule; });
    return {{}, QString::fromStdString(verdict.rule), isOwn ? tr("custom") : tr("built in")};
}

std::vector<TextSection> VerdictText::sections(const Verdict& verdict, const FailureRules& rules, const FailureSettings& own, gateway::WallTime now)
{
    std::vector<TextSection> sections;
    TextLine what{verdict.failure ? verdictStatus("warn") : verdictStatus("idle"), RuleWords::failure(verdict.failure), {}, QString::fromStdString(verdict.message)};
    what.isStrong = true;
    sections.push_back({tr("Failure class"), {what}});
    sections.push_back({tr("Decided by"), {decidedBy(verdict, own)}});
    TextSection follows{tr("Then"), {}};
    if (!verdict.failure) {
        follows.lines.push_back({{}, tr("This response is sent to the client. No cooldown starts, and no other target is tried")});
    } else {
        for (const QString& sentence : RuleWords::policy(rules.policy(*verdict.failure), verdict.rests)) follows.lines.push_back({{}, sentence});
        if (verdict.limitedFor) {
            const Formatter format;
            const QString until = format.time(Formatter::local(now + *verdict.limitedFor));
            follows.lines.push_back({verdictStatus("resting"), tr("The provider asks to retry after %1, in %2").arg(until, format.sentenceDuration(*verdict.limitedFor))});
        }
    }
    sections.push_back(follows);
    return sections;
}

std::vector<std::pair<std::string, std::string>> headersOf(const QString& text)
{
    std::vector<std::pair<std::string, std::string>> headers;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        if (colon < 1) continue;
        headers.emplace_back(line.left(colon).trimmed().toStdString(), line.mid(colon + 1).trimmed().toStdString());
    }
    return headers;
}

} // namespace ui::models
