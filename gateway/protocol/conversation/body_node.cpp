#include "body_node.h"

#include <cmath>
#include <utility>

namespace gateway::protocol {

namespace {

const Json kNull;

} // namespace

void BodyProblem::add(const std::string& path, const std::string& what)
{
    if (m_error)
        return;
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.param = path;
    error.message = (path.empty() ? std::string("The request body ") : '"' + path + "\" ") + what;
    m_error = std::move(error);
}

BodyNode::BodyNode(const Json& body, BodyProblem& problem)
    : BodyNode(&body, {}, problem)
{
    if (!body.is_object()) {
        m_value = nullptr;
        refuse("must be one JSON object.");
    }
}

BodyNode::BodyNode(const Json* value, std::string path, BodyProblem& problem)
    : m_value(value && value->is_null() ? nullptr : value)
    , m_path(std::move(path))
    , m_problem(problem)
{
}

const Json& BodyNode::json() const { return m_value ? *m_value : kNull; }

/// The value if it is there and right.
const Json* BodyNode::typed(bool isRight, const char* type) const
{
    if (m_value && !isRight) {
        const char* const found = m_value->is_binary() ? "a whole number beyond 64 bits" : m_value->type_name();
        refuse(std::string("must be ") + type + ", not " + found + '.');
    }
    return isRight ? m_value : nullptr;
}

BodyNode BodyNode::operator[](std::string_view key) const
{
    std::string path = m_path;
    if (!path.empty())
        path += '.';
    path += key;
    const Json* const object = typed(isObject(), "an object");
    if (!object)
        return {nullptr, std::move(path), m_problem};
    const auto found = object->find(key);
    return {found == object->end() ? nullptr : &*found, std::move(path), m_problem};
}

std::size_t BodyNode::size() const
{
    const Json* const array = typed(isArray(), "an array");
    return array ? array->size() : 0;
}

BodyNode BodyNode::at(std::size_t index) const
{
    const Json* const array = typed(isArray(), "an array");
    const Json* const value = array && index < array->size() ? &(*array)[index] : nullptr;
    return {value, m_path + '[' + std::to_string(index) + ']', m_problem};
}

std::string BodyNode::text() const
{
    const Json* const value = typed(isText(), "a string");
    return value ? value->get_ref<const std::string&>() : std::string();
}

std::optional<double> BodyNode::number() const
{
    const Json* const value = typed(m_value && m_value->is_number(), "a number");
    return value ? std::optional(value->get<double>()) : std::nullopt;
}

std::optional<std::int64_t> BodyNode::integer() const
{
    constexpr double kMost = 9.0e15; // beyond it a double is no exact integer
    const std::optional<double> value = number();
    if (!value)
        return std::nullopt;
    if (m_value->is_number_integer() && !m_value->is_number_unsigned())
        return m_value->get<std::int64_t>();
    if (std::floor(*value) != *value || std::fabs(*value) > kMost) {
        refuse("must be a whole number.");
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*value);
}

std::optional<bool> BodyNode::flag() const
{
    const Json* const value = typed(m_value && m_value->is_boolean(), "true or false");
    return value ? std::optional(value->get<bool>()) : std::nullopt;
}

Json BodyNode::object() const
{
    const Json* const value = typed(isObject(), "an object");
    return value ? *value : Json();
}

Json BodyNode::array() const
{
    const Json* const value = typed(isArray(), "an array");
    return value ? *value : Json();
}

std::string BodyNode::neededText() const
{
    std::string value = text();
    if (value.empty())
        refuse(m_value ? "must not be empty." : "is missing.");
    return value;
}

void BodyNode::refuse(const std::string& what) const { m_problem.add(m_path, what); }

} // namespace gateway::protocol
