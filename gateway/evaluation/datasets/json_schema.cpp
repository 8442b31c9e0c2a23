#include "json_schema.h"

#include "canonical_json.h"
#include "json_schema_keywords.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace gateway::evaluation {

namespace {

/// A place in the document, as a chain on the stack.
struct Place {
    const Place* parent = nullptr;
    const std::string* name = nullptr; ///< empty: an index
    std::size_t index = 0;
};

std::string toPath(const Place* place)
{
    std::vector<const Place*> places;
    for (; place->parent; place = place->parent)
        places.push_back(place);
    std::string path = "$";
    for (auto each = places.rbegin(); each != places.rend(); ++each)
        path += (*each)->name ? '.' + *(*each)->name : '[' + std::to_string((*each)->index) + ']';
    return path;
}

/// A binary value holds the digits of an integer beyond 64 bits: see `Json`.
bool isNumber(const Json& value) { return value.is_number() || value.is_binary(); }

double toDouble(const Json& value)
{
    if (!value.is_binary())
        return value.get<double>();
    const std::string digits(value.get_binary().begin(), value.get_binary().end());
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() ? number : std::numeric_limits<double>::infinity() * (digits.starts_with('-') ? -1 : 1);
}

bool isWhole(const Json& value)
{
    return value.is_number_integer() || value.is_binary() || (value.is_number_float() && std::trunc(value.get<double>()) == value.get<double>());
}

bool isLess(const Json& a, const Json& b)
{
    if (!a.is_number_integer() || !b.is_number_integer())
        return toDouble(a) < toDouble(b);
    if (a.is_number_unsigned())
        return b.is_number_unsigned() ? a.get<std::uint64_t>() < b.get<std::uint64_t>() : std::cmp_less(a.get<std::uint64_t>(), b.get<std::int64_t>());
    return b.is_number_unsigned() ? std::cmp_less(a.get<std::int64_t>(), b.get<std::uint64_t>()) : a.get<std::int64_t>() < b.get<std::int64_t>();
}

bool isMultiple(const Json& value, const Json& divisor)
{
    if (value.is_number_integer() && divisor.is_number_integer() && !(value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX))
        return value.get<std::int64_t>() % divisor.get<std::int64_t>() == 0;
    const double quotient = toDouble(value) / toDouble(divisor); // 0.3 / 0.1 is not quite 3
    return std::isfinite(quotient) && std::abs(quotient - std::round(quotient)) <= 1e-9 * std::max(1.0, std::abs(quotient));
}

std::string_view typeName(const Json& value)
{
    if (isNumber(value))
        return isWhole(value) ? "integer" : "number";
    return value.is_null() ? "null" : value.is_boolean() ? "boolean" : value.is_object() ? "object" : value.is_array() ? "array" : "string";
}

std::size_t characterCount(const std::string& text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

/// One validation. Each keyword is one function; it returns whether the document is valid so far.
class SchemaRun {
public:
    explicit SchemaRun(const JsonSchema::Compiled& compiled)
        : m_compiled(compiled)
    {
    }

    std::optional<Sentence> problemOf(const Json& document)
    {
        const Place root;
        const bool isValid = validate(m_compiled.root, document, root);
        if (m_isExhausted)
            return Sentence{QT_TRANSLATE_NOOP("Error", "validation was stopped: the JSON Schema needs too many steps for this answer")};
        return isValid ? std::nullopt : std::optional<Sentence>(m_problem);
    }

private:
    using Keyword = bool (SchemaRun::*)(const Json& value, const Json& schema, const Json& document, const Place& place);
    struct Row {
        std::string_view name;
        Keyword apply;
    };

    bool work(std::size_t steps)
    {
        m_steps += steps;
        m_isExhausted = m_isExhausted || m_steps > JsonSchema::kMostSteps;
        return !m_isExhausted;
    }

    bool fail(const Place& place, Sentence message)
    {
        if (m_silent == 0 && m_problem.isEmpty())
            m_problem = {QT_TRANSLATE_NOOP("Error", "%1: %2"), {toPath(&place), std::move(message)}};
        return false;
    }

    bool check(bool isValid, const Place& place, Sentence message) { return isValid || fail(place, std::move(message)); }

    bool validate(const Json& schema, const Json& document, const Place& place)
    {
        if (schema.is_boolean())
            return check(schema.get<bool>(), place, QT_TRANSLATE_NOOP("Error", "is not allowed"));
        if (m_depth >= JsonSchema::kMaxDepth)
            m_isExhausted = true;
        if (!work(1 + schema.size()))
            return false;
        ++m_depth;
        bool isValid = true;
        for (auto member = schema.begin(); member != schema.end() && isValid; ++member) {
            const auto row = std::ranges::find(kRows, std::string_view(member.key()), &Row::name);
            isValid = row == kRows.end() || (this->*row->apply)(*member, schema, document, place);
        }
        --m_depth;
        return isValid;
    }

    bool validateSilently(const Json& schema, const Json& document, const Place& place)
    {
        ++m_silent;
        const bool isValid = validate(schema, document, place);
        --m_silent;
        return isValid;
    }

    std::size_t countValid(const Json& schemas, const Json& document, const Place& place)
    {
        std::size_t count = 0;
        for (const Json& schema : schemas)
            count += validateSilently(schema, document, place) ? 1U : 0U;
        return count;
    }

    bool matches(const std::string& expression, const std::string& text)
    {
        work(1 + text.size() / 16);
        return m_compiled.patterns.at(expression).isFoundIn(text, text.size());
    }

    bool reference(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return validate(*m_compiled.references.at(&value), document, place);
    }

    bool type(const Json& value, const Json&, const Json& document, const Place& place)
    {
        const std::string_view actual = typeName(document);
        const auto isActual = [actual](const Json& name) {
            const std::string& wanted = name.get_ref<const std::string&>();
            return wanted == actual || (wanted == "number" && actual == "integer");
        };
        const bool isRight = value.is_array() ? std::ranges::any_of(value, isActual) : isActual(value);
        std::string wanted;
        for (const Json& name : isRight ? Json::array() : value.is_array() ? value : Json::array({value}))
            wanted += (wanted.empty() ? "" : ", ") + name.get<std::string>();
        return check(isRight, place, {QT_TRANSLATE_NOOP("Error", "must be of type %1, not %2"), {wanted, std::string(actual)}});
    }

    bool isAmong(const Json& value, const Json& document)
    {
        const std::string text = canonicalJson(document);
        return work(1 + text.size() / 8) && m_compiled.values.at(&value).contains(text);
    }
    bool anyValue(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return check(isAmong(value, document), place, QT_TRANSLATE_NOOP("Error", "must be one of the values in \"enum\""));
    }
    bool oneValue(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return check(isAmong(value, document), place, QT_TRANSLATE_NOOP("Error", "must be the value in \"const\""));
    }

    bool multipleOf(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return check(!isNumber(document) || isMultiple(document, value), place, {QT_TRANSLATE_NOOP("Error", "must be a multiple of %1"), {toText(value)}});
    }
    bool maximum(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return check(!isNumber(document) || !isLess(value, document), place, {QT_TRANSLATE_NOOP("Error", "must be at most %1"), {toText(value)}});
    }
    bool minimum(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return check(!isNumber(document) || !isLess(document, value), place, {QT_TRANSLATE_NOOP("Error", "must be at least %1"), {toText(value)}});
    }
    bool below(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return check(!isNumber(document) || isLess(document, value), place, {QT_TRANSLATE_NOOP("Error", "must be less than %1"), {toText(value)}});
    }
    bool above(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return check(!isNumber(document) || isLess(value, document), place, {QT_TRANSLATE_NOOP("Error", "must be greater than %1"), {toText(value)}});
    }

    bool atMost(bool applies, std::size_t count, const Json& value, const Place& place)
    {
        return check(!applies || static_cast<double>(count) <= value.get<double>(), place,
            {QT_TRANSLATE_NOOP("Error", "has a length of %1; at most %2 is allowed"), {std::to_string(count), toText(value)}});
    }
    bool atLeast(bool applies, std::size_t count, const Json& value, const Place& place)
    {
        return check(!applies || static_cast<double>(count) >= value.get<double>(), place,
            {QT_TRANSLATE_NOOP("Error", "has a length of %1; at least %2 is required"), {std::to_string(count), toText(value)}});
    }
    std::size_t lengthOf(const Json& document)
    {
        const auto* text = document.get_ptr<const std::string*>();
        work(1 + (text ? text->size() / 16 : 0));
        return text ? characterCount(*text) : 0;
    }
    bool maxLength(const Json& value, const Json&, const Json& document, const Place& place) { return atMost(document.is_string(), lengthOf(document), value, place); }
    bool minLength(const Json& value, const Json&, const Json& document, const Place& place) { return atLeast(document.is_string(), lengthOf(document), value, place); }
    bool maxItems(const Json& value, const Json&, const Json& document, const Place& place) { return atMost(document.is_array(), document.size(), value, place); }
    bool minItems(const Json& value, const Json&, const Json& document, const Place& place) { return atLeast(document.is_array(), document.size(), value, place); }
    bool maxProperties(const Json& value, const Json&, const Json& document, const Place& place) { return atMost(document.is_object(), document.size(), value, place); }
    bool minProperties(const Json& value, const Json&, const Json& document, const Place& place) { return atLeast(document.is_object(), document.size(), value, place); }

    bool pattern(const Json& value, const Json&, const Json& document, const Place& place)
    {
        const auto* text = document.get_ptr<const std::string*>();
        return check(!text || matches(value.get_ref<const std::string&>(), *text), place, {QT_TRANSLATE_NOOP("Error", "must match the pattern %1"), {toText(value)}});
    }

    bool uniqueItems(const Json& value, const Json&, const Json& document, const Place& place)
    {
        if (!value.get<bool>() || !document.is_array())
            return true;
        std::set<std::string> seen;
        for (const Json& item : document) {
            std::string text = canonicalJson(item);
            if (!work(1 + text.size() / 8))
                return false;
            if (!seen.insert(std::move(text)).second)
                return fail(place, QT_TRANSLATE_NOOP("Error", "must not contain the same value twice"));
        }
        return true;
    }

    bool hasAll(const Json& names, const Json& document, const Place& place)
    {
        if (!work(names.size() * (1 + document.size() / 16)))
            return false;
        for (const Json& name : names)
            if (!document.contains(name.get_ref<const std::string&>()))
                return fail(place, {QT_TRANSLATE_NOOP("Error", "lacks the required property \"%1\""), {name.get<std::string>()}});
        return true;
    }
    bool required(const Json& value, const Json&, const Json& document, const Place& place) { return !document.is_object() || hasAll(value, document, place); }
    bool dependentRequired(const Json& value, const Json&, const Json& document, const Place& place)
    {
        if (!document.is_object())
            return true;
        for (const auto& [name, names] : value.items())
            if (document.contains(name) && !hasAll(names, document, place))
                return false;
        return true;
    }
    bool dependentSchemas(const Json& value, const Json&, const Json& document, const Place& place)
    {
        if (!document.is_object())
            return true;
        for (const auto& [name, schema] : value.items())
            if (document.contains(name) && !validate(schema, document, place))
                return false;
        return true;
    }

    bool properties(const Json& value, const Json&, const Json& document, const Place& place)
    {
        if (!document.is_object())
            return true;
        if (!work(value.size() * (1 + document.size() / 16))) // each look-up searches all members
            return false;
        for (const auto& [name, schema] : value.items()) {
            const auto member = document.find(name);
            if (member != document.end() && !validate(schema, *member, Place{&place, &name, 0}))
                return false;
        }
        return true;
    }
    bool patternProperties(const Json& value, const Json&, const Json& document, const Place& place)
    {
        if (!document.is_object())
            return true;
        for (const auto& [expression, schema] : value.items())
            for (const auto& [name, member] : document.items())
                if (matches(expression, name) && !validate(schema, member, Place{&place, &name, 0}))
                    return false;
        return true;
    }
    bool additionalProperties(const Json& value, const Json& schema, const Json& document, const Place& place)
    {
        if (!document.is_object())
            return true;
        const auto named = schema.find("properties");
        const auto patterns = schema.find("patternProperties");
        for (const auto& [name, member] : document.items()) {
            bool isCovered = named != schema.end() && named->contains(name);
            for (auto each = patterns == schema.end() ? Json::const_iterator() : patterns->begin(); patterns != schema.end() && !isCovered && each != patterns->end(); ++each)
                isCovered = matches(each.key(), name);
            if (!work(1 + (named == schema.end() ? 0 : named->size() / 16)) || (!isCovered && !validate(value, member, Place{&place, &name, 0})))
                return false;
        }
        return true;
    }
    bool propertyNames(const Json& value, const Json&, const Json& document, const Place& place)
    {
        if (!document.is_object())
            return true;
        for (const auto& [name, member] : document.items())
            if (!validate(value, Json(name), Place{&place, &name, 0}))
                return false;
        return true;
    }

    bool items(const Json& value, const Json& schema, const Json& document, const Place& place)
    {
        const auto prefix = schema.find("prefixItems");
        for (std::size_t i = prefix == schema.end() ? 0 : prefix->size(); document.is_array() && i < document.size(); ++i)
            if (!validate(value, document[i], Place{&place, nullptr, i}))
                return false;
        return true;
    }
    bool prefixItems(const Json& value, const Json&, const Json& document, const Place& place)
    {
        for (std::size_t i = 0; document.is_array() && i < std::min(value.size(), document.size()); ++i)
            if (!validate(value[i], document[i], Place{&place, nullptr, i}))
                return false;
        return true;
    }
    bool contains(const Json& value, const Json& schema, const Json& document, const Place& place)
    {
        if (!document.is_array())
            return true;
        const auto least = schema.find("minContains");
        const auto most = schema.find("maxContains");
        double count = 0;
        for (std::size_t i = 0; i < document.size() && !m_isExhausted; ++i)
            count += validateSilently(value, document[i], Place{&place, nullptr, i}) ? 1 : 0;
        return check(count >= (least == schema.end() ? 1 : least->get<double>()) && (most == schema.end() || count <= most->get<double>()), place,
            QT_TRANSLATE_NOOP("Error", "contains too few or too many items that match \"contains\""));
    }

    bool allOf(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return std::ranges::all_of(value, [&](const Json& schema) { return validate(schema, document, place); });
    }
    bool anyOf(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return check(std::ranges::any_of(value, [&](const Json& schema) { return validateSilently(schema, document, place); }), place,
            QT_TRANSLATE_NOOP("Error", "matches none of the schemas in \"anyOf\""));
    }
    bool oneOf(const Json& value, const Json&, const Json& document, const Place& place)
    {
        const std::size_t count = countValid(value, document, place);
        return check(count == 1, place, {QT_TRANSLATE_NOOP("Error", "matches %1 of the schemas in \"oneOf\", not exactly one"), {std::to_string(count)}});
    }
    bool negated(const Json& value, const Json&, const Json& document, const Place& place)
    {
        return check(!validateSilently(value, document, place), place, QT_TRANSLATE_NOOP("Error", "matches the schema in \"not\""));
    }
    bool condition(const Json& value, const Json& schema, const Json& document, const Place& place)
    {
        const auto branch = schema.find(validateSilently(value, document, place) ? "then" : "else");
        return branch == schema.end() || validate(*branch, document, place);
    }

    static const std::array<Row, 32> kRows;

    const JsonSchema::Compiled& m_compiled;
    std::size_t m_steps = 0;
    int m_depth = 0;
    int m_silent = 0;
    bool m_isExhausted = false;
    Sentence m_problem;
};

const std::array<SchemaRun::Row, 32> SchemaRun::kRows{{
    {"$ref", &SchemaRun::reference}, {"type", &SchemaRun::type}, {"enum", &SchemaRun::anyValue}, {"const", &SchemaRun::oneValue},
    {"multipleOf", &SchemaRun::multipleOf}, {"maximum", &SchemaRun::maximum}, {"minimum", &SchemaRun::minimum},
    {"exclusiveMaximum", &SchemaRun::below}, {"exclusiveMinimum", &SchemaRun::above}, {"maxLength", &SchemaRun::maxLength},
    {"minLength", &SchemaRun::minLength}, {"pattern", &SchemaRun::pattern}, {"maxItems", &SchemaRun::maxItems}, {"minItems", &SchemaRun::minItems},
    {"uniqueItems", &SchemaRun::uniqueItems}, {"maxProperties", &SchemaRun::maxProperties}, {"minProperties", &SchemaRun::minProperties},
    {"required", &SchemaRun::required}, {"dependentRequired", &SchemaRun::dependentRequired}, {"dependentSchemas", &SchemaRun::dependentSchemas},
    {"properties", &SchemaRun::properties}, {"patternProperties", &SchemaRun::patternProperties},
    {"additionalProperties", &SchemaRun::additionalProperties}, {"propertyNames", &SchemaRun::propertyNames}, {"items", &SchemaRun::items},
    {"prefixItems", &SchemaRun::prefixItems}, {"contains", &SchemaRun::contains}, {"allOf", &SchemaRun::allOf}, {"anyOf", &SchemaRun::anyOf},
    {"oneOf", &SchemaRun::oneOf}, {"not", &SchemaRun::negated}, {"if", &SchemaRun::condition},
}};

std::optional<Sentence> JsonSchema::problemOf(const Json& document) const { return SchemaRun(*m_compiled).problemOf(document); }

} // namespace gateway::evaluation
