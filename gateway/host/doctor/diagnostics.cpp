#include "diagnostics.h"

#include "gateway/config/document.h"
#include "gateway/config/settings/timestamp.h"

#include <QString>
#include <QUrl>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::host {

namespace {

using Tree = nlohmann::ordered_json;

constexpr std::size_t kLogLines = 200;
constexpr qsizetype kLongSegment = 24; // of a path; a longer one may be a token
constexpr const char* kMasked = "***";

/// Members whose value is never shared.
constexpr std::array<std::string_view, 3> kPrivate{"sha256", "hint", "key"};
/// Members whose texts are never shared, at any depth; names and references to secrets are.
constexpr std::array<std::string_view, 5> kPrivateTexts{"parameters", "auth", "headers", "query", "settings"};
/// Members with addresses.
constexpr std::array<std::string_view, 3> kAddresses{"base_url", "url", "endpoint"};

constexpr std::array kLevels{"debug", "info", "warning", "error"};

template <std::size_t size> bool isOneOf(const std::array<std::string_view, size>& names, const std::string& name)
{
    return std::ranges::find(names, name) != names.end();
}

std::string sharedAddress(const std::string& text)
{
    const QUrl url(QString::fromStdString(text));
    if (url.host().isEmpty())
        return text == "env" || text == "system" || text == "none" ? text : std::string(kMasked);
    QStringList path = url.path().split(QLatin1Char('/'));
    for (QString& segment : path)
        if (segment.size() > kLongSegment)
            segment = QLatin1String(kMasked);
    const QString bare = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
    return (bare + path.join(QLatin1Char('/'))).toStdString();
}

void maskTexts(Tree& tree, const std::string& name)
{
    if (tree.is_structured()) {
        for (auto& [key, value] : tree.items())
            maskTexts(value, tree.is_object() ? key : name);
    } else if (name != "secret") {
        tree = kMasked;
    }
}

void mask(Tree& tree, const std::string& name)
{
    if (isOneOf(kPrivateTexts, name))
        return maskTexts(tree, name);
    if (isOneOf(kPrivate, name) && !tree.is_structured())
        tree = kMasked;
    else if (isOneOf(kAddresses, name) && tree.is_string())
        tree = sharedAddress(tree.get<std::string>());
    else if (tree.is_structured())
        for (auto& [key, value] : tree.items())
            mask(value, tree.is_object() ? key : name);
}

std::string lineOf(const Finding& finding)
{
    std::string line = '[' + std::string(nameOf(finding.outcome)) + "] " + std::string(nameOf(finding.check));
    line += (needsSubject(finding) ? ' ' + finding.subject : std::string()) + ": " + toText(finding.found);
    return finding.remedy.isEmpty() || finding.outcome == Outcome::Ok ? line : line + ' ' + toText(finding.remedy);
}

std::string lineOf(const LogLine& line)
{
    const auto level = static_cast<std::size_t>(std::clamp(line.level, 0, 3));
    return config::toTimestamp(line.at) + ' ' + kLevels[level] + ' ' + line.room + ": " + line.text;
}

} // namespace

std::string sharedSettings(const config::Settings& settings)
{
    std::vector<config::Issue> issues;
    const auto document = config::Document().with(settings, issues);
    Tree tree = document ? Tree::parse(document->toText(), nullptr, false) : Tree();
    if (!tree.is_object())
        return "The configuration in force cannot be written down: " + (document ? std::string("it is not an object") : document.error().text());
    mask(tree, {});
    return tree.dump(2);
}

std::string diagnosticsText(const DiagnosticInputs& inputs, const secrets::Redactor& redactor)
{
    std::string text = "Signalbox diagnostics\n\n";
    for (const auto& [name, value] : inputs.facts)
        text.append(name).append(": ").append(value).append("\n");
    text += "\n--- Doctor\n";
    for (const Finding& finding : inputs.findings)
        text += lineOf(finding) + '\n';
    if (inputs.findings.empty())
        text += "not run\n";
    text += "\n--- Configuration\n" + sharedSettings(inputs.settings) + "\n\n--- Log\n";
    for (std::size_t i = inputs.log.size() - std::min(inputs.log.size(), kLogLines); i < inputs.log.size(); ++i)
        text += lineOf(inputs.log[i]) + '\n';
    return sharedText(text, redactor, inputs.home);
}

std::string sharedText(const std::string& text, const secrets::Redactor& redactor, const std::string& home)
{
    std::string shared = redactor.redact(text);
    if (home.size() < 2)
        return shared;
    for (std::size_t at = shared.find(home); at != std::string::npos; at = shared.find(home, at + 1))
        shared.replace(at, home.size(), 1, '~');
    return shared;
}

} // namespace gateway::host
