#pragma once

#include "gateway/core/json/json.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gateway::config::foreign {

/// Makes a tree of the events of a parser, and stops where a document that means
/// no good would fill the memory or the stack. After a refusal it ignores all events.
class TreeBuilder {
public:
    static constexpr std::size_t kMaxDepth = 64;
    static constexpr std::size_t kMaxNodes = 200000;
    static constexpr std::size_t kMaxRepeatedBytes = 8 * 1024 * 1024; // of texts that aliases stand for
    static constexpr std::size_t kMaxFields = 2000; // `Json` finds a field by looking through all of them

    void beginObject() { begin(Json::object()); }
    void beginArray() { begin(Json::array()); }
    void end();
    void key(std::string name);
    void value(Json scalar);
    /// Adds a whole tree, as an alias does.
    void tree(const Json& node);

    /// Whether a text is the next field's name.
    bool wantsKey() const { return !m_open.empty() && m_open.back().node.is_object() && !m_open.back().hasKey; }
    std::size_t depth() const { return m_open.size(); }
    /// What was completed last: the value, or the object or array that ended. Valid until the next event; null before
    /// the first.
    const Json* last() const { return m_last; }

    const std::optional<std::string>& problem() const { return m_problem; }
    void refuse(std::string problem);
    /// The whole. Null before its end.
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

/// Appends `.key`, or `["key"]` where it is no plain name: shortened, and without control characters.
void appendKey(std::string& path, std::string_view key);

} // namespace gateway::config::foreign
