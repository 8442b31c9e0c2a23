#include "canonical_json.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace gateway::evaluation {

namespace {

/// All integers below it are doubles.
constexpr double kExactIntegers = 9007199254740992.0;

void writeCanonical(std::string& out, const Json& value);

void writeCanonicalObject(std::string& out, const Json& value)
{
    const auto& object = value.get_ref<const Json::object_t&>();
    std::vector<const Json::object_t::value_type*> members;
    members.reserve(object.size());
    for (const auto& member : object)
        members.push_back(&member);
    std::ranges::sort(members, {}, [](const auto* member) -> const std::string& { return member->first; });
    out += '{';
    for (const auto* member : members) {
        if (member != members.front())
            out += ',';
        out += toText(Json(member->first));
        out += ':';
        writeCanonical(out, member->second);
    }
    out += '}';
}

void writeCanonical(std::string& out, const Json& value)
{
    if (value.is_object())
        return writeCanonicalObject(out, value);
    if (value.is_array()) {
        out += '[';
        for (const Json& element : value) {
            if (&element != &value.front())
                out += ',';
            writeCanonical(out, element);
        }
        out += ']';
    } else if (value.is_number_float()) {
        const double number = value.get<double>();
        const bool isWhole = std::abs(number) < kExactIntegers && std::trunc(number) == number;
        out += isWhole ? std::to_string(static_cast<std::int64_t>(number)) : toText(value);
    } else {
        out += toText(value);
    }
}

} // namespace

std::string canonicalJson(const Json& value)
{
    std::string text;
    writeCanonical(text, value);
    return text;
}

bool areEqualJson(const Json& a, const Json& b)
{
    if (a.is_string() && b.is_string())
        return a.get_ref<const std::string&>() == b.get_ref<const std::string&>();
    return canonicalJson(a) == canonicalJson(b);
}

} // namespace gateway::evaluation
