#include "document.h"

#include "json_scan.h"
#include "schema.h"
#include "tree_path.h"

#include "gateway/config/checks/checks.h"
#include "gateway/config/fields/fields.h"
#include "gateway/config/fields/place.h"

#include <QtGlobal>

#include <optional>
#include <utility>

namespace gateway::config {

namespace {

/// Fields with errors have their defaults. Empty: nothing is readable.
std::optional<Settings> readTree(const Json& tree, Issues& issues)
{
    const Place root(issues);
    if (!tree.is_object()) {
        root.error({QT_TRANSLATE_NOOP("Configuration", "must be %1, not %2"), {QT_TRANSLATE_NOOP("Configuration", "an object"), kindName(tree)}});
        return std::nullopt;
    }
    const auto version = tree.find("version");
    if (version == tree.end())
        root.field("version").warning({QT_TRANSLATE_NOOP("Configuration", "is missing; %1 is assumed"), {std::to_string(kVersion)}});
    else if (wholeValue(*version).value_or(0) > kVersion) {
        // The meaning of a later version's fields is unknown: only the version is reported.
        Settings ignored;
        settingsShape().read(Json{{"version", *version}}, ignored, root);
        return std::nullopt;
    }
    Settings settings;
    settingsShape().read(tree, settings, root);
    checkSettings(settings, issues);
    return settings;
}

Json asOurs(Json tree)
{
    if (tree.is_object())
        tree["version"] = kVersion;
    return tree;
}

tl::unexpected<Error> invalid(const std::vector<Issue>& issues)
{
    for (const Issue& issue : issues)
        if (issue.level == Issue::Level::Error)
            return failure(errorOf(issue));
    return failure(ErrorKind::ConfigInvalid, {QT_TRANSLATE_NOOP("Error", "the configuration is not valid")});
}

// The tree with `$schema` and `version`, inserted at the front if missing.
Json withHeader(Json tree)
{
    Json next = Json::object();
    if (!tree.contains("$schema"))
        next["$schema"] = kSchemaId;
    if (!tree.contains("version")) {
        if (tree.contains("$schema"))
            next["$schema"] = std::move(tree["$schema"]);
        next["version"] = kVersion;
    }
    for (auto& [name, value] : tree.items())
        if (!next.contains(name))
            next[name] = std::move(value);
    return next;
}

} // namespace

Document::Document()
    : m_settings(demoSettings())
{
    m_tree = std::make_shared<const Json>(withHeader(settingsShape().write(m_settings)));
}

Result<Document> Document::parse(std::string_view text, std::vector<Issue>& issues, Versions versions)
{
    issues.clear();
    Issues found(issues);
    auto tree = scanJson(text, found);
    if (!tree)
        return invalid(issues);
    auto settings = versions == Versions::Any ? readTree(asOurs(*tree), found) : readTree(*tree, found);
    if (!settings || found.hasErrors())
        return invalid(issues);
    Document document;
    document.m_tree = std::make_shared<const Json>(std::move(*tree));
    document.m_settings = std::move(*settings);
    return document;
}

std::optional<Settings> Document::readable(std::string_view text, std::vector<Issue>& issues, Versions versions)
{
    issues.clear();
    Issues found(issues);
    auto tree = scanJson(text, found);
    if (!tree)
        return std::nullopt;
    return readTree(versions == Versions::Any ? asOurs(*std::move(tree)) : *tree, found);
}

bool Document::isNewer(std::string_view text)
{
    std::vector<Issue> issues;
    Issues found(issues);
    const auto tree = scanJson(text, found);
    if (!tree || !tree->is_object())
        return false;
    const auto version = tree->find("version");
    return version != tree->end() && wholeValue(*version).value_or(0) > kVersion;
}

Result<Document> Document::with(const Settings& next, std::vector<Issue>& issues) const
{
    issues.clear();
    Issues found(issues);
    Document document = *this;
    if (next != m_settings) {
        Json tree = *m_tree;
        settingsShape().update(tree, m_settings, next);
        document.m_tree = std::make_shared<const Json>(withHeader(std::move(tree)));
    }
    auto settings = readTree(*document.m_tree, found);
    if (!settings || found.hasErrors())
        return invalid(issues);
    if (*settings != next) { // for example two entries with the same name in an object
        found.add(
            Issue::Level::Error, {}, QT_TRANSLATE_NOOP("Configuration", "cannot be written: a name appears twice, or a value cannot be represented in the file"));
        return invalid(issues);
    }
    document.m_settings = std::move(*settings);
    return document;
}

Result<Document> Document::without(const std::vector<std::string>& paths, std::vector<Issue>& issues) const
{
    issues.clear();
    Issues found(issues);
    Json tree = *m_tree;
    bool isChanged = false;
    for (const std::string& path : paths) {
        TreePlace place = follow(tree, path);
        if (!place.isWhole || place.steps.empty())
            continue;
        isChanged = true;
        remove(tree, place.steps);
        for (place.steps.pop_back(); !place.steps.empty(); place.steps.pop_back()) {
            const Json& around = childAt(tree, place.steps);
            if (!around.is_object() || !around.empty())
                break;
            remove(tree, place.steps);
        }
    }
    auto settings = readTree(tree, found);
    if (!settings || found.hasErrors())
        return invalid(issues);
    Document document;
    document.m_tree = isChanged ? std::make_shared<const Json>(withHeader(std::move(tree))) : m_tree;
    document.m_settings = std::move(*settings);
    return document;
}

std::string Document::toText() const { return toPrettyText(*m_tree); }

} // namespace gateway::config
