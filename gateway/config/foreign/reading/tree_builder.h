#pragma once

#include "gateway/core/json/json.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gateway::config::foreign {

/// Builds a tree from parser events, and stops where a malicious document would fill the memory or the stack. After an
/// error it ignores all events.
class TreeBuilder {
public:
    static constexpr std::size_t kMaxDepth = 64;
    static constexpr std::size_t kMaxNodes = 200000;
    static constexpr std::size_t kMaxRepeatedBytes = 8 * 1024 * 1024; // texts that aliases expand to
    static constexpr std::size_t kMaxFields = 2000; // `Json` finds fields by linear search

    void beginObject() { begin(Json::object()); }
    void beginArray() { begin(Json::array()); }
    void end();
    void key(std::string name);
    void value(Json scalar);
    /// Adds a whole tree, for an alias.
    void tree(const Json& node);

    /// Whether the next text is a field name.
    bool wantsKey() const { return !m_open.empty() && m_open.back().node.is_object() && !m_open.back().hasKey; }
    std::size_t depth() const { return m_open.size(); }
    /// The value completed last, or the object or array that ended. Valid until the next event; null before the first.
    const Json* last() const { return m_last; }

    const std::optional<std::string>& problem() const { return m_problem; }
    void refuse(std::string problem);
    /// The whole tree. Null before its end.
    Json take() { return std::move(m_root); }

private:
    struct Level {
        Json node;
        std::string name;
        bool hasKey = false;
    };

    void begin(Json node);
    bool count(std::size_t nodes);
    void attach(Json node);
    std::string path() const;

    std::vector<Level> m_open;
    Json m_root;
    const Json* m_last = nullptr;
    std::size_t m_nodes = 0;
    std::size_t m_repeatedBytes = 0;
    std::optional<std::string> m_problem;
};

/// Appends `.key`, or `["key"]` if it is not a plain name: shortened, and without control characters.
void appendKey(std::string& path, std::string_view key);

} // namespace gateway::config::foreign
