#include "body_node.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <utility>

namespace gateway::protocol {

namespace {

const Json kNull;

constexpr std::size_t kLongestName = 100; // of a member in a path, because the client chooses the names

/// A set of values of a list.
class ValueSet {
public:
    explicit ValueSet(std::vector<const Json*> values)
        : m_values(std::move(values))
    {
        std::sort(m_values.begin(), m_values.end(), std::less<>());
    }

    bool holds(const Json& value) const { return std::binary_search(m_values.begin(), m_values.end(), &value, std::less<>()); }

private:
    std::vector<const Json*> m_values;
};

/// Finds what was not read, and builds its path only then.
class UnreadSearch {
public:
    UnreadSearch(const std::vector<const Json*>& read, const std::vector<const Json*>& whole)
        : m_read(read)
        , m_whole(whole)
    {
    }

    void search(const Json& value)
    {
        for (auto each = value.begin(); each != value.end() && m_found.size() < BodyAccount::kMostUnread; ++each) {
            if (each->is_null() || (each->is_array() && each->empty()) || isType(value, each))
                continue;
            m_steps.push_back(value.is_object() ? Step{&each.key(), 0} : Step{nullptr, static_cast<std::size_t>(each - value.begin())});
            if (!m_read.holds(*each))
                add();
            else if (each->is_structured() && !each->empty() && !m_whole.holds(*each))
                search(*each);
            m_steps.pop_back();
        }
    }

    std::vector<std::string> takeFound() { return std::move(m_found); }

private:
    struct Step {
        const std::string* key; ///< null: an index
        std::size_t index;
    };

    /// A type describes the rest of its object, and whoever reads that knows it.
    static bool isType(const Json& object, const Json::const_iterator& member)
    {
        return object.is_object() && member->is_string() && member.key() == "type";
    }

    std::string path(bool withIndices) const
    {
        std::string text;
        for (const Step& step : m_steps) {
            if (!step.key)
                text += '[' + (withIndices ? std::to_string(step.index) : std::string()) + ']';
            else
                text += (text.empty() ? "" : ".") + step.key->substr(0, kLongestName);
        }
        return text;
    }

    void add()
    {
        if (m_known.insert(path(false)).second)
            m_found.push_back(path(true));
    }

    const ValueSet m_read;
    const ValueSet m_whole;
    std::vector<Step> m_steps;
    std::set<std::string> m_known; // without indices
    std::vector<std::string> m_found;
};

} // namespace

std::vector<std::string> BodyAccount::unread(const Json& body) const
{
    UnreadSearch search(m_read, m_whole);
    if (body.is_structured())
        search.search(body);
    return search.takeFound();
}

void BodyProblem::add(const std::string& path, const Sentence& what)
{
    if (m_error)
        return;
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.param = m_spellings.empty() ? path : asWritten(m_spellings, path);
    error.message = path.empty() ? Sentence(QT_TRANSLATE_NOOP("Error", "The request body %1"), {what})
                                 : Sentence(QT_TRANSLATE_NOOP("Error", "\"%1\" %2"), {error.param, what});
    m_error = std::move(error);
}

BodyNode::BodyNode(const Json& body, BodyProblem& problem)
    : BodyNode(&body, {}, problem)
{
    if (!body.is_object()) {
        m_value = nullptr;
        refuse(QT_TRANSLATE_NOOP("Error", "must be one JSON object."));
    }
}

BodyNode::BodyNode(const Json* value, std::string path, BodyProblem& problem)
    : m_value(value && value->is_null() ? nullptr : value)
    , m_isNull(value && value->is_null())
    , m_path(std::move(path))
    , m_problem(problem)
{
    if (m_value)
        m_problem.account().addRead(*m_value);
}

const Json& BodyNode::json() const
{
    if (m_value && m_value->is_structured())
        m_problem.account().addWhole(*m_value);
    return peek();
}

const Json& BodyNode::peek() const { return m_value ? *m_value : kNull; }

/// The value if it exists and has the right type.
const Json* BodyNode::typed(bool isRight, BodyType type) const
{
    if (m_value && !isRight) {
        const Sentence found = m_value->is_binary() ? Sentence(QT_TRANSLATE_NOOP("Error", "a whole number beyond 64 bits"))
                                                    : asIs(m_value->type_name());
        const BodyShape shape = bodyShape(m_problem.client(), m_path, type);
        if (shape.value.isEmpty())
            refuse({QT_TRANSLATE_NOOP("Error", "must be %1, not %2."), {shape.type, found}});
        else
            refuse({QT_TRANSLATE_NOOP("Error", "must be %1, not %2. Write %3."), {shape.type, found, shape.value}});
    }
    return isRight ? m_value : nullptr;
}

std::string BodyNode::pathOf(std::string_view key) const
{
    std::string path = m_path;
    if (!path.empty())
        path += '.';
    path += key;
    return path;
}

BodyNode BodyNode::operator[](std::string_view key) const
{
    std::string path = pathOf(key);
    const Json* const object = typed(isObject(), BodyType::Object);
    if (!object)
        return {nullptr, std::move(path), m_problem};
    const auto found = object->find(key);
    return {found == object->end() ? nullptr : &*found, std::move(path), m_problem};
}

std::size_t BodyNode::size() const
{
    const Json* const array = typed(isArray(), BodyType::Array);
    return array ? array->size() : 0;
}

BodyNode BodyNode::at(std::size_t index) const
{
    const Json* const array = typed(isArray(), BodyType::Array);
    const Json* const value = array && index < array->size() ? &(*array)[index] : nullptr;
    return {value, m_path + '[' + std::to_string(index) + ']', m_problem};
}

std::string BodyNode::text() const
{
    const Json* const value = typed(isText(), BodyType::Text);
    return value ? value->get_ref<const std::string&>() : std::string();
}

std::optional<double> BodyNode::number() const
{
    const Json* const value = typed(m_value && m_value->is_number(), BodyType::Number);
    return value ? std::optional(value->get<double>()) : std::nullopt;
}

std::optional<std::int64_t> BodyNode::integer() const
{
    constexpr double kMost = 9.0e15; // larger doubles are not exact integers
    const std::optional<double> value = number();
    if (!value)
        return std::nullopt;
    if (m_value->is_number_integer() && !m_value->is_number_unsigned())
        return m_value->get<std::int64_t>();
    if (std::floor(*value) != *value || std::fabs(*value) > kMost) {
        refuse(QT_TRANSLATE_NOOP("Error", "must be a whole number."));
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*value);
}

std::optional<bool> BodyNode::flag() const
{
    const Json* const value = typed(m_value && m_value->is_boolean(), BodyType::Flag);
    return value ? std::optional(value->get<bool>()) : std::nullopt;
}

Json BodyNode::object() const
{
    return typed(isObject(), BodyType::Object) ? json() : Json();
}

Json BodyNode::arguments() const
{
    return m_value && *m_value == true ? Json{{"type", "object"}, {"properties", Json::object()}} : object();
}

Json BodyNode::array() const
{
    return typed(isArray(), BodyType::Array) ? json() : Json();
}

Json BodyNode::objectOf(std::initializer_list<std::string_view> known) const
{
    if (!typed(isObject(), BodyType::Object))
        return {};
    for (const std::string_view key : known)
        (void)(*this)[key].json();
    return peek();
}

std::string BodyNode::neededText() const
{
    std::string value = text();
    if (value.empty())
        refuseMissing();
    return value;
}

void BodyNode::refuseMissing(BodyType type) const
{
    const char* const pattern = m_value ? QT_TRANSLATE_NOOP("Error", "must not be empty. Write %1.")
        : m_isNull                      ? QT_TRANSLATE_NOOP("Error", "is null. Write %1.")
                                        : QT_TRANSLATE_NOOP("Error", "is missing. Write %1.");
    refuse(Sentence::of(pattern, {wanted(type)}));
}

void BodyNode::refuse(const Sentence& what) const { m_problem.add(m_path, what); }

} // namespace gateway::protocol
