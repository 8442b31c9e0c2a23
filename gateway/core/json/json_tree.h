#pragma once

#include "json_members.h"

#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway {

/// Builds a tree from what a parser finds in a text, in its order. Of duplicate members, the last value counts, at the
/// position of the first. Takes time proportional to the text, however many members an object has. An integer beyond 64
/// bits is kept as its digits, in a binary value. A SAX handler for nlohmann's parser.
class JsonTree {
public:
    /// Deeper texts are rejected.
    static constexpr std::size_t kMaxDepth = 256;
    static constexpr std::size_t kUnknown = static_cast<std::size_t>(-1);

    bool null() { return put(nullptr); }
    bool boolean(bool value) { return put(value); }
    bool number_integer(std::int64_t value) { return put(value); }
    bool number_unsigned(std::uint64_t value) { return put(value); }
    bool number_float(double value, const std::string& text);
    bool string(std::string& value) { return put(std::move(value)); }
    bool binary(Json::binary_t&) { return false; }
    bool start_object(std::size_t count) { return open(Json::value_t::object, count); }
    bool key(std::string& name);
    bool end_object() { return close(); }
    bool start_array(std::size_t count) { return open(Json::value_t::array, count); }
    bool end_array() { return close(); }
    bool parse_error(std::size_t, const std::string&, const Json::exception& problem);

    /// The error; empty: none.
    const Sentence& problem() const { return m_problem; }
    /// Whether the error is that the text is nested too deeply.
    bool isTooDeep() const { return m_isTooDeep; }
    Json take() { return std::move(m_root); }

private:
    struct Level {
        Json* container = nullptr;
        JsonMembers members; ///< if it is an object
    };

    template <class Value> bool put(Value&& value)
    {
        *place() = std::forward<Value>(value);
        return true;
    }
    bool open(Json::value_t type, std::size_t count);
    bool close();
    Json* place();

    Json m_root;
    Json* m_member = nullptr; // the member whose name was read and whose value comes next
    std::vector<Level> m_open; // innermost last; their addresses stay the same while they are open
    Sentence m_problem;
    bool m_isTooDeep = false;
};

} // namespace gateway
