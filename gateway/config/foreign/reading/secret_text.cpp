#include "secret_text.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace gateway::config::foreign {

namespace {

constexpr std::string_view kVariable = "env:";

bool isVariable(std::string_view name)
{
    static constexpr auto kLetters = asciiSet("_");
    return !name.empty()
        && std::all_of(name.begin(), name.end(), [](char c) { return kLetters[static_cast<unsigned char>(c)]; });
}

/// Between `open` and `close`, where the text has just that form.
std::string_view between(std::string_view text, std::string_view open, std::string_view close)
{
    if (text.size() <= open.size() + close.size() || !startsIgnoringCase(text, open) || !text.ends_with(close))
        return {};
    return text.substr(open.size(), text.size() - open.size() - close.size());
}

/// Source: apache/apisix: docs/en/latest/terminology/secret.md ("$ENV://" in any case, a
/// field of a JSON value behind a slash) and docs/en/latest/profile.md ("${{NAME:=default}}").
std::optional<std::string> variableNamed(std::string_view text, const std::string& path, ImportLog& log)
{
    std::string_view name = between(text, "$env://", "");
    if (const auto slash = name.find('/'); slash != std::string_view::npos) {
        log.note(path, "takes a field of a variable that holds JSON; here the whole variable is the secret",
            "put that field into a variable of its own");
        name = name.substr(0, slash);
    }
    if (name.empty())
        name = between(text, "${{", "}}");
    if (name.empty())
        name = between(text, "${", "}");
    if (const auto preset = name.find(":="); preset != std::string_view::npos) {
        log.note(
            path, "has a value for the case that the variable is not set; it is not carried over", "set the variable");
        name = name.substr(0, preset);
    }
    name = trimmed(name);
    return isVariable(name) ? std::optional<std::string>(name) : std::nullopt;
}

} // namespace

std::string referenceFor(std::string_view text, const std::string& name, const std::string& path, ImportLog& log)
{
    text = trimmed(text, " \t\r\n");
    if (const auto variable = variableNamed(text, path, log)) {
        const SecretReference reference{SecretReference::Store::Environment, *variable};
        log.keep(reference, {}, path);
        return reference.toString();
    }
    if (const auto named = SecretReference::parse(between(text, "<", ">"))) {
        log.keep(*named, {}, path);
        return named->toString();
    }
    const bool isElsewhere = startsIgnoringCase(text, "$secret://");
    const Secret value = isElsewhere ? Secret() : Secret(std::string(text));
    SecretReference reference{SecretReference::Store::Keychain, name};
    for (int i = 2; !log.isFree(reference, value); ++i)
        reference.name = name + '-' + std::to_string(i);
    if (isElsewhere || text.empty())
        log.note(path, isElsewhere ? "is kept in a secret manager, which is not asked" : "is empty",
            "store the key: signalboxd key set " + reference.name);
    log.keep(reference, value, path);
    return reference.toString();
}

std::size_t startOfName(std::string_view text)
{
    if (const auto at = text.rfind('<'); at != std::string_view::npos && SecretReference::parse(between(text.substr(at), "<", ">")))
        return at;
    const auto at = text.rfind("${");
    if (at == std::string_view::npos)
        return 0;
    std::string_view name = between(text.substr(at), "${{", "}}");
    if (name.empty())
        name = between(text.substr(at), "${", "}");
    return isVariable(name.substr(0, name.find(":="))) ? at : 0;
}

std::string placeholder(const std::string& reference) { return '<' + reference + '>'; }

std::string variableOf(const std::string& reference)
{
    return reference.starts_with(kVariable) ? reference.substr(kVariable.size()) : std::string();
}

} // namespace gateway::config::foreign
