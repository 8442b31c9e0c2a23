#include "health_state.h"

#include "gateway/config/config_file.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/json/json.h"
#include "gateway/core/json/sentence_json.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <optional>

namespace gateway::routing {

namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMostRests = 4096;
constexpr std::size_t kLongestName = 512;
constexpr std::int64_t kMostInARow = 1'000'000;
constexpr Milliseconds kLongestCooldown = std::chrono::days(7);

/// Model names come from clients, and names are separated by control characters elsewhere.
bool isName(std::string_view text)
{
    return text.size() <= kLongestName && std::none_of(text.begin(), text.end(), [](char c) { return isControl(c) || c == '\t'; });
}

Json jsonOf(const Rest& rest)
{
    Json json;
    json["provider"] = rest.provider;
    json["key"] = rest.key;
    json["model"] = rest.model;
    if (!rest.operation.empty())
        json["operation"] = rest.operation;
    json["failure"] = config::toText(rest.failure);
    json["reason"] = isName(toText(rest.reason)) ? json::fromSentence(rest.reason) : Json(std::string());
    json["since"] = config::toTimestamp(rest.since);
    json["until"] = config::toTimestamp(rest.until);
    json["rests"] = rest.rests;
    if (rest.time > Milliseconds(0))
        json["cooldown_ms"] = rest.time.count();
    return json;
}

std::optional<std::string> nameIn(const Json& json, const char* field)
{
    const auto found = json.find(field);
    if (found == json.end())
        return std::string();
    if (!found->is_string() || !isName(found->get_ref<const std::string&>()))
        return std::nullopt;
    return found->get<std::string>();
}

std::optional<WallTime> timeIn(const Json& json, const char* field)
{
    const auto text = nameIn(json, field);
    return text ? config::parseTimestamp(*text) : std::nullopt;
}

/// Sets `problem` to the invalid field if the result is empty.
std::optional<Rest> restOf(const Json& json, const char*& problem)
{
    Rest rest;
    struct Name {
        const char* field;
        std::string& to;
    };
    for (const auto& [field, to] : {Name{"provider", rest.provider}, Name{"key", rest.key}, Name{"model", rest.model},
                                    Name{"operation", rest.operation}}) {
        auto name = nameIn(json, problem = field);
        if (!name || (name->empty() && &to == &rest.provider))
            return std::nullopt;
        to = std::move(*name);
    }
    if (const auto reason = json.find(problem = "reason"); reason != json.end()) {
        rest.reason = json::sentenceIn(*reason);
        const bool isNone = reason->is_string() && reason->get_ref<const std::string&>().empty();
        if ((rest.reason.isEmpty() && !isNone) || !isName(toText(rest.reason)))
            return std::nullopt;
    }
    const auto failure = nameIn(json, problem = "failure");
    const auto known = failure ? config::failureClass(*failure) : std::nullopt;
    const auto since = known ? timeIn(json, problem = "since") : std::nullopt;
    const auto until = since ? timeIn(json, problem = "until") : std::nullopt;
    if (!until)
        return std::nullopt;
    rest.failure = *known;
    rest.since = *since;
    rest.until = *until;
    const auto inARow = json.find(problem = "rests");
    if (inARow == json.end() || !inARow->is_number_integer() || *inARow < 1 || *inARow > kMostInARow)
        return std::nullopt;
    rest.rests = inARow->get<int>();
    const auto length = json.find(problem = "cooldown_ms");
    if (length == json.end()) // of an earlier version
        return rest;
    if (!length->is_number_integer() || *length < 1 || *length > kLongestCooldown.count())
        return std::nullopt;
    rest.time = Milliseconds(length->get<std::int64_t>());
    return rest;
}

tl::unexpected<Error> unusable(const Sentence& why)
{
    return failure(ErrorKind::ConfigInvalid,
                   {QT_TRANSLATE_NOOP("Error", "%1. Its cooldowns were lost. No action is needed; the file can be deleted."), {why}});
}

} // namespace

std::string toJson(const std::vector<Rest>& rests)
{
    std::string text = "{\"version\":" + std::to_string(kVersion) + ",\"rests\":[";
    std::size_t count = 0;
    for (const Rest& rest : rests) {
        if (!isName(rest.provider) || !isName(rest.key) || !isName(rest.model))
            continue;
        if (count == kMostRests)
            break;
        text += (count++ == 0 ? "\n" : ",\n") + gateway::toText(jsonOf(rest));
    }
    return text + "\n]}\n";
}

Result<std::vector<Rest>> healthStateOf(std::string_view json)
{
    const auto read = parseJson(json);
    if (!read)
        return unusable(read.error().message);
    const auto version = read->is_object() ? read->find("version") : read->end();
    if (version == read->end() || *version != kVersion)
        return unusable({QT_TRANSLATE_NOOP("Error", "it does not have version %1"), {std::to_string(kVersion)}});
    const auto list = read->find("rests");
    if (list == read->end() || !list->is_array() || list->size() > kMostRests)
        return unusable({QT_TRANSLATE_NOOP("Error", "\"rests\" is not a list of at most %1 entries"), {std::to_string(kMostRests)}});
    std::vector<Rest> rests;
    for (const Json& each : *list) {
        const char* problem = "provider";
        auto rest = each.is_object() ? restOf(each, problem) : std::nullopt;
        if (!rest)
            return unusable({QT_TRANSLATE_NOOP("Error", "%1 is missing or invalid"), {"rests[" + std::to_string(rests.size()) + "]." + problem}});
        rests.push_back(std::move(*rest));
    }
    return rests;
}

std::vector<Rest> restsIn(const QString& path)
{
    const auto text = config::readConfigFile(path);
    auto rests = text && *text ? healthStateOf(**text) : Result<std::vector<Rest>>();
    return rests ? std::move(*rests) : std::vector<Rest>();
}

} // namespace gateway::routing
