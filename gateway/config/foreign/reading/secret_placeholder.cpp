#include "secret_placeholder.h"

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

/// The part between `open` and `close`, if the text has exactly this form.
std::string_view between(std::string_view text, std::string_view open, std::string_view close)
{
    if (text.size() <= open.size() + close.size() || !startsIgnoringCase(text, open) || !text.ends_with(close))
        return {};
    return text.substr(open.size(), text.size() - open.size() - close.size());
}

/// Source: apache/apisix: docs/en/latest/terminology/secret.md ("$ENV://" in any case, a field of a JSON value after a
/// slash) and docs/en/latest/profile.md ("${{NAME:=default}}").
std::optional<std::string> variableNamed(std::string_view text, const std::string& path, ImportLog& log)
{
    std::string_view name = between(text, "$env://", "");
    if (const auto slash = name.find('/'); slash != std::string_view::npos) {
        log.note(path, "uses a field of a variable with JSON; in Signalbox the whole variable is the secret",
            "put that field into a separate variable");
        name = name.substr(0, slash);
    }
    if (name.empty())
        name = between(text, "${{", "}}");
    if (name.empty())
        name = between(text, "${", "}");
    if (const auto preset = name.find(":="); preset != std::string_view::npos) {
        log.note(
            path, "has a default for an unset variable, which is not imported", "set the variable");
        name = name.substr(0, preset);
    }
    name = trimmed(name);
    return isVariable(name) ? std::optional<std::string>(name) : std::nullopt;
}

/// Whether the text contains the name of a variable or of a secret anywhere.
bool holdsName(std::string_view text)
{
    const std::string lower = asciiLower(text);
    if (lower.find("$env://") != std::string::npos || lower.find("$secret://") != std::string::npos)
        return true;
    for (auto at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 1)) {
        const bool isDouble = text.substr(at).starts_with("${{");
        const auto begin = at + (isDouble ? 3 : 2);
        const std::string_view name = text.substr(begin, text.find_first_of("}:", begin) - begin);
        if (isVariable(trimmed(name)))
            return true;
    }
    return false;
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
    const bool isMixed = !isElsewhere && holdsName(text);
    const Secret value = isElsewhere || isMixed ? Secret() : Secret(std::string(text));
    SecretReference reference{SecretReference::Store::Keychain, name};
    for (int i = 2; !log.isFree(reference, value); ++i)
        reference.name = name + '-' + std::to_string(i);
    if (isMixed)
        log.note(path, "has a variable within other text; in Signalbox a secret is one complete value, and nothing is sent without it",
            "store the whole value: signalboxd key set " + reference.name);
    if (isElsewhere || text.empty())
        log.note(path, isElsewhere ? "is stored in a secret manager, which is not queried" : "is empty",
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
