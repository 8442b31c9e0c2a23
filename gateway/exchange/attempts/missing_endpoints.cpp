#include "missing_endpoints.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/whole_word.h"

#include <algorithm>
#include <array>

namespace gateway::exchange {

namespace {

constexpr int kBadRequest = 400;
constexpr int kNotFound = 404;
constexpr int kNotAllowed = 405;
constexpr int kGone = 410;
constexpr int kNotImplemented = 501;

/// Things that a request names, or words for them: an endpoint that lacks such a thing exists. Parts of words, too.
constexpr std::array<std::string_view, 18> kNamedThings{"model", "deployment", "previous", "response with", "resp_", "conversation", "item",
    "prompt", "container", "vector", "file_", "file-", "account", "project", "adapter", "lora", "模型", "型号"};

/// The same, even if the endpoint is named as well. Whole words, or sequences of them.
constexpr std::array<std::string_view, 11> kOwnThings{"tool", "parameter", "argument", "option", "field", "property", "schema", "stream",
    "streaming", "image", "audio"};

/// Words in refusals that are about nothing but the endpoint.
constexpr auto kPlainWords = std::to_array<std::string_view>({"a", "an", "and", "any", "api", "are", "at", "available", "be", "build", "by",
    "call", "can", "cannot", "code", "could", "detail", "did", "does", "endpoint", "error", "exist", "exists", "file", "for", "found",
    "function", "gone", "here", "http", "implemented", "in", "invalid", "is", "it", "message", "method", "no", "not", "nothing", "of", "on",
    "operation", "or", "page", "path", "post", "request", "requested", "resource", "route", "server", "start", "status", "such", "support",
    "supported", "supports", "the", "this", "to", "unexpected", "unknown", "unsupported", "uri", "url", "was", "with", "yet"});

/// Those of them that name what is refused.
constexpr std::array<std::string_view, 6> kPlaces{"endpoint", "route", "url", "uri", "path", "method"};

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

bool holdsOwnThing(std::string_view text)
{
    return std::ranges::any_of(kOwnThings, [text](std::string_view word) { return holdsWholeWord(text, word) || holdsWholeWord(text, std::string(word) + 's'); });
}

bool holdsNamedThing(std::string_view text)
{
    return std::ranges::any_of(kNamedThings, [text](std::string_view word) { return holds(text, word); });
}

/// By its id, with or without the vendor's prefix.
bool namesModel(std::string_view text, std::string_view model)
{
    const std::size_t slash = model.rfind('/');
    return holdsWholeWord(text, model) || (slash != std::string_view::npos && holdsWholeWord(text, model.substr(slash + 1)));
}

/// Removes `path` from `text`, also in a form with only its last two parts, since a proxy may have cut off the others.
bool takePath(std::string& text, std::string_view path)
{
    bool isNamed = false;
    std::string_view part = path;
    while (!part.empty()) {
        const bool isAll = part.size() == path.size();
        for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            if (isAll || at == 0 || !isOfWord(text[at - 1])) {
                text.replace(at, part.size(), 1, ' ');
                isNamed = true;
            }
        part = std::ranges::count(part, '/') > 2 ? part.substr(part.find('/', 1)) : std::string_view();
    }
    return isNamed;
}

/// `extra`: additional plain words.
bool isPlain(std::string_view text, std::string_view extra)
{
    return everyWord(text, [extra](std::string_view word) {
        return std::ranges::all_of(word, isDigit) || std::ranges::find(kPlainWords, word) != kPlainWords.end() || holdsWholeWord(extra, word);
    });
}

} // namespace

bool saysNoEndpoint(const RefusalWords& refusal, const AskedFor& asked)
{
    constexpr int kSaysWell = 200;
    const int status = refusal.status;
    if (status == kSaysWell)
        return refusal.said.starts_with("unexpected endpoint or method");
    if (status == kNotAllowed)
        return true;
    const bool isAbsent = status == kNotFound || status == kGone;
    if (!isAbsent && status != kNotImplemented && status != kBadRequest)
        return false;
    if (refusal.said.starts_with('<')) // a web server's page, whatever it says
        return status != kBadRequest;
    const std::string path = asciiLower(asked.path.substr(0, asked.path.find('?')));
    std::string said = refusal.said;
    const bool namesPath = takePath(said, path);
    if (!refusal.param.empty() || namesModel(said, asciiLower(asked.model)) || holds(refusal.codes, "model") || holds(refusal.codes, "deployment"))
        return false;
    if (isPlain(said, path))
        return status != kBadRequest || namesPath || std::ranges::any_of(kPlaces, [&](std::string_view place) { return holdsWholeWord(said, place); });
    if (holdsOwnThing(said) && !(namesPath && isAbsent))
        return false;
    if (namesPath)
        return true;
    return !holdsNamedThing(said) && (isAbsent || holds(said, "endpoint") || holds(said, "route"));
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
