#include "schema_places.h"

#include "schema_draft.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace gateway::protocol {

namespace {

constexpr std::string_view kSpaces = " \t\r\n";

/// Where each format has schemas, as paths of member names; "*" is each element of a list. Sources: API references of
/// Anthropic (Messages, "Tool search tool", "Structured outputs"), OpenAI (Chat, Responses) and Gemini
/// (FunctionDeclaration, GenerationConfig); ollama/ollama, docs/api.md. Read 2026-11-28.
constexpr std::array kOfMessages{std::string_view("tools/*/input_schema"), std::string_view("messages/*/content/*/tool/input_schema"),
    std::string_view("output_config/format/schema"), std::string_view("output_config/schema"), std::string_view("output_format/schema"),
    std::string_view("output_format/format/schema")};
constexpr std::array kOfChat{std::string_view("tools/*/function/parameters"), std::string_view("functions/*/parameters"),
    std::string_view("response_format/json_schema/schema"), std::string_view("response_format/schema")};
constexpr std::array kOfResponses{std::string_view("tools/*/parameters"), std::string_view("tools/*/tools/*/parameters"),
    std::string_view("input/*/tools/*/parameters"), std::string_view("input/*/tools/*/tools/*/parameters"),
    std::string_view("tools/*/output_schema"), std::string_view("tools/*/tools/*/output_schema"), std::string_view("text/format/schema")};
constexpr std::array kOfGemini{std::string_view("tools/*/functionDeclarations/*/parametersJsonSchema"),
    std::string_view("tools/*/functionDeclarations/*/parameters_json_schema"), std::string_view("tools/*/function_declarations/*/parametersJsonSchema"),
    std::string_view("tools/*/function_declarations/*/parameters_json_schema"), std::string_view("generationConfig/responseJsonSchema"),
    std::string_view("generationConfig/response_json_schema"), std::string_view("generation_config/responseJsonSchema"),
    std::string_view("generation_config/response_json_schema")};
constexpr std::array kOfOllama{std::string_view("tools/*/function/parameters"), std::string_view("format")};

std::span<const std::string_view> placesOf(Format format)
{
    switch (familyOf(format)) {
    case Format::Anthropic: return kOfMessages;
    case Format::OpenAiChat: return kOfChat;
    case Format::OpenAiResponses: return kOfResponses;
    case Format::Gemini: return kOfGemini;
    case Format::OllamaChat: return kOfOllama;
    default: return {}; // no client speaks these
    }
}

/// Calls `visit` with each value at `path` from `value`.
template <class Visit> void eachAt(Json& value, std::string_view path, const Visit& visit)
{
    if (path.empty())
        return visit(value);
    const std::string_view step = path.substr(0, path.find('/'));
    const std::string_view rest = path.substr(std::min(step.size() + 1, path.size()));
    if (step == "*") {
        if (value.is_array())
            for (Json& each : value)
                eachAt(each, rest, visit);
        return;
    }
    const auto found = value.is_object() ? value.find(std::string(step)) : value.end();
    if (value.is_object() && found != value.end())
        eachAt(*found, rest, visit);
}

bool isOfArguments(std::string_view path) { return path.ends_with("input_schema") || path.find("/parameters") != std::string_view::npos; }

bool beginsAs(std::string_view value, std::string_view begins) { return !value.empty() && begins.find(value.front()) != std::string_view::npos; }

/// In a list of types, or as the only one.
bool isTypeOfDraft3(std::string_view value)
{
    if (value.starts_with("\"any\""))
        return true;
    if (!value.starts_with('['))
        return false;
    const std::string_view list = value.substr(0, value.find_first_of("]{"));
    return list.size() == value.size() || value[list.size()] == '{' || list.find("\"any\"") != std::string_view::npos
        || list.find_first_not_of(kSpaces, 1) == std::string_view::npos;
}

bool isAddress(std::string_view value)
{
    return value.starts_with('"') && value.substr(1, value.find('"', 1) - 1).find_first_of("/#:.") != std::string_view::npos;
}

bool isOldName(std::string_view value)
{
    return value.starts_with('"') && value.substr(1, value.find('"', 1) - 1).find('#') != std::string_view::npos;
}

/// A member name, and the values for which it must be examined. A property may have this name: then a request is parsed
/// unnecessarily.
struct Sign {
    std::string_view key;
    bool (*isOlder)(std::string_view value);
};

bool isList(std::string_view value) { return value.starts_with('['); }
bool isFlag(std::string_view value) { return beginsAs(value, "tf"); }
bool isTrue(std::string_view value) { return value.starts_with("true"); }
bool isObject(std::string_view value) { return value.starts_with('{'); }
bool isNumber(std::string_view value) { return beginsAs(value, "-0123456789"); }
bool isAny(std::string_view) { return true; }
bool isOldDraft(std::string_view value)
{
    const std::string_view name = value.substr(0, value.find('"', 1));
    return name.find("draft-03") != std::string_view::npos;
}

constexpr std::array kSigns{Sign{"\"items\"", isList}, Sign{"\"exclusiveMinimum\"", isFlag}, Sign{"\"exclusiveMaximum\"", isFlag},
    Sign{"\"required\"", isFlag}, Sign{"\"type\"", isTypeOfDraft3}, Sign{"\"id\"", isAddress}, Sign{"\"$id\"", isOldName},
    Sign{"\"extends\"", isAny}, Sign{"\"disallow\"", isAny}, Sign{"\"divisibleBy\"", isNumber}, Sign{"\"dependencies\"", isObject},
    Sign{"\"parameters\"", isTrue}, Sign{"\"parametersJsonSchema\"", isTrue}, Sign{"\"input_schema\"", isTrue},
    Sign{"\"$recursiveRef\"", isAny}, Sign{"\"$recursiveAnchor\"", isAny}, Sign{"\"$schema\"", isOldDraft}};

bool isSign(std::string_view text, const Sign& sign)
{
    if (text[1] != sign.key[1] || !text.starts_with(sign.key)) // usually the first letter decides
        return false;
    const std::size_t colon = text.find_first_not_of(kSpaces, sign.key.size());
    if (colon == std::string_view::npos || text[colon] != ':')
        return false;
    const std::size_t value = text.find_first_not_of(kSpaces, colon + 1);
    return value != std::string_view::npos && sign.isOlder(text.substr(value));
}

/// In a list of types, or as the only one.
bool holdsTypeOfGemini(std::string_view text)
{
    constexpr std::string_view kType = "\"type\"";
    const std::size_t colon = text.starts_with(kType) ? text.find_first_not_of(kSpaces, kType.size()) : std::string_view::npos;
    if (colon == std::string_view::npos || text[colon] != ':')
        return false;
    std::size_t at = text.find_first_not_of(kSpaces, colon + 1);
    const bool isListed = at != std::string_view::npos && text[at] == '[';
    for (at += isListed ? 1 : 0; (at = text.find_first_not_of(" \t\r\n,", at)) != std::string_view::npos && text[at] == '"'; ++at) {
        const std::size_t begin = at + 1;
        at = text.find('"', begin);
        if (at == std::string_view::npos)
            return false;
        if (isTypeOfGemini(text.substr(begin, at - begin)))
            return true;
        if (!isListed)
            return false;
    }
    return false;
}

/// Whether there is something next to the `$ref` at `at`.
bool hasSiblings(std::string_view body, std::size_t at)
{
    constexpr std::string_view kReference = "\"$ref\"";
    if (!body.substr(at).starts_with(kReference))
        return false;
    const std::size_t before = at > 0 ? body.find_last_not_of(kSpaces, at - 1) : std::string_view::npos;
    const std::size_t value = body.find('"', at + kReference.size());
    const std::size_t end = value == std::string_view::npos ? value : body.find('"', value + 1);
    const std::size_t after = end == std::string_view::npos ? end : body.find_first_not_of(kSpaces, end + 1);
    return before == std::string_view::npos || body[before] != '{' || after == std::string_view::npos || body[after] != '}';
}

/// Whether the quotation mark at `end` ends a keyword that never has the value null, and the value is null.
bool endsNull(std::string_view body, std::size_t end)
{
    const std::size_t colon = body.find_first_not_of(kSpaces, end + 1);
    if (colon == std::string_view::npos || body[colon] != ':')
        return false;
    const std::size_t value = body.find_first_not_of(kSpaces, colon + 1);
    if (value == std::string_view::npos || !body.substr(value).starts_with("null"))
        return false;
    const std::size_t begin = end > 0 ? body.rfind('"', end - 1) : std::string_view::npos;
    return begin != std::string_view::npos && isNeverNull(body.substr(begin + 1, end - begin - 1));
}

std::string fieldOf(std::string_view path) { return std::string(path.substr(0, path.find('/'))); }

} // namespace

bool mayHoldOlderDraft(std::string_view body, Format format)
{
    constexpr std::string_view kInitials = "ietrdp$"; // first letters of the keys
    const bool isGeminis = familyOf(format) == Format::Gemini; // the format that uses these types
    bool isReferring = false; // with something next to the reference
    for (std::size_t at = body.find('"'); at != std::string_view::npos && at + 1 < body.size(); at = body.find('"', at + 1)) {
        const char next = body[at + 1];
        if ((next == ':' || kSpaces.find(next) != std::string_view::npos) && endsNull(body, at))
            return true;
        if (kInitials.find(next) == std::string_view::npos)
            continue;
        const std::string_view text = body.substr(at);
        if (std::ranges::any_of(kSigns, [text](const Sign& sign) { return isSign(text, sign); }) || (next == 't' && !isGeminis && holdsTypeOfGemini(text)))
            return true;
        isReferring = isReferring || (next == '$' && hasSiblings(body, at));
    }
    return isReferring && ignoresSiblings(body);
}

bool mayHoldOlderDraft(const RequestOutline& outline, std::string_view body, Format format)
{
    return std::ranges::any_of(outline.fields, [&](const TopField& field) {
        const bool isEscaped = field.key.find('\\') != std::string_view::npos;
        const auto isIn = [&](std::string_view path) { return path.substr(0, path.find('/')) == field.key; };
        return (isEscaped || std::ranges::any_of(placesOf(format), isIn)) && mayHoldOlderDraft(field.value.of(body), format);
    });
}

bool takeLatestDraftIn(Format format, Json& body, Losses& losses)
{
    bool isChanged = false;
    for (const std::string_view path : placesOf(format))
        eachAt(body, path, [&](Json& schema) {
            const bool isAnything = schema == true && isOfArguments(path);
            if (isAnything)
                schema = Json{{"type", "object"}, {"properties", Json::object()}};
            isChanged = isAnything || takeLatestDraft(schema, fieldOf(path), losses) || isChanged;
        });
    return isChanged;
}

} // namespace gateway::protocol
