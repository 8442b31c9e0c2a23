#pragma once

#include "json_members.h"

#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway {

/// Makes a tree of what a reader finds in a text, in its order. Of members of one name the
/// last one counts, in the place of the first. The time it takes grows with the text alone,
/// however many members an object has. A whole number beyond 64 bits is kept as its digits, in a binary value.
/// It is a SAX handler of nlohmann's reader.
class JsonTree {
public:
    /// Of which no tree is made, nor of an object or array in one as deep.
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

    /// What went wrong; empty: nothing did.
    const Sentence& problem() const { return m_problem; }
    Json take() { return std::move(m_root); }

private:
    struct Level {
        Json* container = nullptr;
        JsonMembers members; ///< of an object
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
    Json* m_member = nullptr; // whose name was read, and whose value comes next
    std::vector<Level> m_open; // the innermost last; they stay where they are while they are open
    Sentence m_problem;
};

} // namespace gateway
