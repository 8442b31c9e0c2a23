#include "missing_endpoints.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <vector>

namespace gateway::exchange {

namespace {

constexpr int kBadRequest = 400;
constexpr int kNotFound = 404;
constexpr int kNotAllowed = 405;
constexpr int kGone = 410;
constexpr int kUnprocessable = 422;
constexpr int kNotImplemented = 501;

/// What a request names of its own, or stands for it: an endpoint that lacks it is there. Parts of words, too.
constexpr std::array<std::string_view, 18> kNamedThings{"model", "deployment", "previous", "response with", "resp_", "conversation", "item",
    "prompt", "container", "vector", "file_", "file-", "account", "project", "adapter", "lora", "模型", "型号"};

/// The like, also where the endpoint is named beside it. Whole words, or several of them.
constexpr std::array<std::string_view, 11> kOwnThings{"tool", "parameter", "argument", "option", "field", "property", "schema", "stream",
    "streaming", "image", "audio"};

/// Words that a refusal may hold without being about anything but the endpoint.
constexpr auto kPlainWords = std::to_array<std::string_view>({"a", "an", "and", "any", "api", "are", "at", "available", "be", "build", "by",
    "call", "can", "cannot", "code", "could", "detail", "did", "does", "endpoint", "error", "exist", "exists", "file", "for", "found",
    "function", "gone", "here", "http", "implemented", "in", "invalid", "is", "it", "message", "method", "no", "not", "nothing", "of", "on",
    "operation", "or", "page", "path", "post", "request", "requested", "resource", "route", "server", "start", "status", "such", "support",
    "supported", "supports", "the", "this", "to", "unexpected", "unknown", "unsupported", "uri", "url", "was", "with", "yet"});

/// Those of them that say what is refused.
constexpr std::array<std::string_view, 6> kPlaces{"endpoint", "route", "url", "uri", "path", "method"};

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

bool isOfWord(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

/// Not as a part of a longer word.
bool holdsWord(std::string_view text, std::string_view word)
{
    for (std::size_t at = word.empty() ? std::string_view::npos : text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !isOfWord(text[at - 1])) && (end == text.size() || !isOfWord(text[end])))
            return true;
    }
    return false;
}

bool holdsOwnThing(std::string_view text)
{
    return std::ranges::any_of(kOwnThings, [text](std::string_view word) { return holdsWord(text, word) || holdsWord(text, std::string(word) + 's'); });
}

bool holdsNamedThing(std::string_view text)
{
    return std::ranges::any_of(kNamedThings, [text](std::string_view word) { return holds(text, word); });
}

/// By its id, or by that without whose it is.
bool namesModel(std::string_view text, std::string_view model)
{
    const std::size_t slash = model.rfind('/');
    return holdsWord(text, model) || (slash != std::string_view::npos && holdsWord(text, model.substr(slash + 1)));
}

/// Takes `path` out of `text`, also without what stands before its last two parts, which a proxy may have cut off.
bool takePath(std::string& text, std::string_view path)
{
    bool isNamed = false;
    std::string_view part = path;
    while (!part.empty()) {
        const bool isAll = part.size() == path.size();
        for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            if (isAll || at == 0 || !isOfWord(text[at - 1])) {
                text.replace(at, part.size(), " ");
                isNamed = true;
            }
        part = std::ranges::count(part, '/') > 2 ? part.substr(part.find('/', 1)) : std::string_view();
    }
    return isNamed;
}

/// `extra`: words that are plain, too.
bool isPlain(std::string_view text, std::string_view extra)
{
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = at;
        while (end < text.size() && isOfWord(text[end]))
            ++end;
        const std::string_view word = text.substr(at, end - at);
        const bool isNumber = std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
        if (!isNumber && std::ranges::find(kPlainWords, word) == kPlainWords.end() && !holdsWord(extra, word))
            return false;
        at = end + (end == at ? 1 : 0);
    }
    return true;
}

struct Words {
    std::string said; ///< to people
    std::string told; ///< to programs: code, type, param
    bool hasParam = false;
};

/// All in small letters.
Words wordsOf(std::string_view body, std::string_view message)
{
    constexpr std::size_t kMost = 4096;
    Words words{asciiLower(message.empty() ? body.substr(0, kMost) : message.substr(0, kMost)), {}};
    const Result<Json> read = body.size() <= kMost ? parseJson(body) : Result<Json>(Json());
    if (!read || !read->is_object())
        return words;
    for (const Json* const object : {&*read, &json::fieldOf(*read, "error")})
        for (const char* const key : {"code", "type", "param"})
            if (const std::string text = json::textOf(*object, key); !text.empty()) {
                words.told.append(asciiLower(text)).append(" ");
                words.hasParam |= std::string_view(key) == "param";
            }
    return words;
}

/// Words of a refusal of what is there at all, not of how it is used.
constexpr std::array<std::string_view, 12> kRefusals{"support", "type", "unknown", "invalid", "not available", "unavailable", "not allowed", "recogni", "expected", "not enabled", "implemented", "\u652f\u6301"};

/// `param` names something else than a tool, or a part of one that has nothing to do with its type.
bool isOfOtherField(std::string_view param)
{
    constexpr std::array<std::string_view, 6> kOfKind{"", "type", "function", "function.name", "name", "input_schema"};
    if (param.empty())
        return false;
    if (!param.starts_with("tools"))
        return param != "tool";
    param.remove_prefix(std::string_view("tools").size());
    param.remove_prefix(std::min(param.find_first_not_of(".[]0123456789"), param.size()));
    return std::ranges::find(kOfKind, param) == kOfKind.end();
}

} // namespace

bool saysNoEndpoint(int status, std::string_view body, std::string_view message, const AskedFor& asked)
{
    Words words = wordsOf(body, message);
    constexpr int kSaysWell = 200;
    if (status == kSaysWell)
        return words.said.starts_with("unexpected endpoint or method");
    if (status == kNotAllowed)
        return true;
    const bool isAbsent = status == kNotFound || status == kGone;
    if (!isAbsent && status != kNotImplemented && status != kBadRequest)
        return false;
    if (words.said.starts_with('<')) // the page of a web server, whatever it says
        return status != kBadRequest;
    const std::string path = asciiLower(asked.path.substr(0, asked.path.find('?')));
    const bool namesPath = takePath(words.said, path);
    if (words.hasParam || namesModel(words.said, asciiLower(asked.model)) || holds(words.told, "model") || holds(words.told, "deployment"))
        return false;
    if (isPlain(words.said, path))
        return status != kBadRequest || namesPath || std::ranges::any_of(kPlaces, [&](std::string_view place) { return holdsWord(words.said, place); });
    if (holdsOwnThing(words.said) && !(namesPath && isAbsent))
        return false;
    if (namesPath)
        return true;
    return !holdsNamedThing(words.said) && (isAbsent || holds(words.said, "endpoint") || holds(words.said, "route"));
}

bool refusesTools(int status, std::string_view body, std::string_view message, const std::vector<std::string>& types)
{
    const bool isRefusal = status == kBadRequest || status == kNotFound || status == kUnprocessable || status == kNotImplemented;
    if (!isRefusal || types.empty())
        return false;
    constexpr std::size_t kMost = 4096;
    const Result<Json> read = body.size() <= kMost ? parseJson(body) : Result<Json>(Json());
    const Json& whole = read ? *read : json::fieldOf(Json(), "");
    const Json& error = json::fieldOf(whole, "error").is_object() ? json::fieldOf(whole, "error") : whole;
    const std::string& own = json::textOf(error, "message");
    std::string said = asciiLower(message.empty() ? std::string_view(own) : message);
    const std::string param = asciiLower(json::textOf(error, "param"));
    if (isOfOtherField(param) || holds(said, "parameters") || holds(said, "schema for function"))
        return false; // the client's own mistake, which it is to hear of
    if (param.ends_with(".type"))
        return true;
    if (own.empty()) // FastAPI's, which says where it is in a list beside the words
        said.append("\n").append(asciiLower(body.substr(0, kMost)));
    std::string apart = said; // a name among Chinese letters has no blanks around it
    std::ranges::replace_if(apart, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, ' ');
    const auto isNamed = [&apart](const std::string& type) {
        std::string spoken = asciiLower(type);
        if (holdsWord(apart, spoken))
            return true;
        std::ranges::replace(spoken, '_', ' ');
        return holdsWord(apart, spoken);
    };
    const bool namesOne = std::ranges::any_of(types, isNamed);
    const auto isHeld = [&said](std::string_view word) { return holds(said, word); };
    return (namesOne && std::ranges::any_of(kRefusals, isHeld)) || (isHeld("tool") && (isHeld("type") || isHeld("support") || isHeld("function")));
}

std::string MissingEndpoints::keyOf(std::string_view provider, std::string_view origin, std::string_view path)
{
    std::string key(provider);
    return key.append("\n").append(origin).append(path.substr(0, path.find('?')));
}

bool MissingEndpoints::learn(const std::string& key, TimePoint now)
{
    const auto current = known(now);
    Known all = current ? *current : Known();
    const bool isNew = all.insert_or_assign(key, now + kRemembered).second;
    m_known = std::make_shared<const Known>(std::move(all));
    return isNew;
}

std::shared_ptr<const MissingEndpoints::Known> MissingEndpoints::known(TimePoint now)
{
    const auto isOld = [now](const auto& each) { return each.second <= now; };
    if (m_known && std::ranges::any_of(*m_known, isOld)) {
        Known rest = *m_known;
        std::erase_if(rest, isOld);
        m_known = rest.empty() ? nullptr : std::make_shared<const Known>(std::move(rest));
    }
    return m_known;
}

} // namespace gateway::exchange
