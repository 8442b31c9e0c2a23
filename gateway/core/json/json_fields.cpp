#include "json_fields.h"

#include <algorithm>

namespace gateway::json {

namespace {

template <class Kind> const Json* findOf(const Json& object, std::string_view key, Kind isKind)
{
    const Json* const field = findField(object, key);
    return field && (field->*isKind)() ? field : nullptr;
}

} // namespace

const Json* findField(const Json& object, std::string_view key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

const std::string* findText(const Json& object, std::string_view key)
{
    const Json* const text = findOf(object, key, &Json::is_string);
    return text ? text->get_ptr<const std::string*>() : nullptr;
}

const Json* findList(const Json& object, std::string_view key) { return findOf(object, key, &Json::is_array); }

const Json* findObject(const Json& object, std::string_view key) { return findOf(object, key, &Json::is_object); }

const Json& fieldOf(const Json& object, std::string_view key)
{
    static const Json kNone;
    const Json* const field = findField(object, key);
    return field ? *field : kNone;
}

const std::string& textOf(const Json& object, std::string_view key)
{
    static const std::string kNone;
    const std::string* const text = findText(object, key);
    return text ? *text : kNone;
}

const Json& listOf(const Json& object, std::string_view key)
{
    static const Json kNone = Json::array();
    const Json* const list = findList(object, key);
    return list ? *list : kNone;
}

const Json& objectOf(const Json& object, std::string_view key)
{
    static const Json kNone = Json::object();
    const Json* const inner = findObject(object, key);
    return inner ? *inner : kNone;
}

std::vector<std::string> textsOf(const Json& object, std::string_view key)
{
    std::vector<std::string> texts;
    for (const Json& each : listOf(object, key))
        if (each.is_string())
            texts.push_back(each.get_ref<const std::string&>());
    return texts;
}

bool hasAny(const Json& object, std::initializer_list<std::string_view> keys)
{
    return std::ranges::any_of(keys, [&](std::string_view key) { return object.contains(key); });
}

std::optional<double> numberOf(const Json& object, std::string_view key)
{
    const Json* const number = findOf(object, key, &Json::is_number);
    return number ? std::optional(number->get<double>()) : std::nullopt;
}

std::optional<std::int64_t> integerOf(const Json& object, std::string_view key)
{
    const Json* const number = findOf(object, key, &Json::is_number_integer);
    return number ? std::optional(number->get<std::int64_t>()) : std::nullopt;
}

std::optional<std::uint64_t> wholeOf(const Json& object, std::string_view key)
{
    const auto number = integerOf(object, key);
    return number && *number >= 0 ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
}

std::optional<std::int64_t> countOf(const Json& object, std::string_view key)
{
    constexpr double kMost = 1e10;
    const double count = numberOf(object, key).value_or(-1);
    return count >= 0 && count <= kMost ? std::optional(static_cast<std::int64_t>(count)) : std::nullopt;
}

std::optional<Tokens> tokensOf(const Json& object, std::string_view key)
{
    const auto count = countOf(object, key);
    return count ? std::optional(Tokens{*count}) : std::nullopt;
}

bool isTrue(const Json& object, std::string_view key) { return fieldOf(object, key) == true; }

void putText(Json& object, const char* key, const std::string& text)
{
    if (!text.empty())
        object[key] = text;
}

} // namespace gateway::json
