#include "issue_lines.h"

#include "gateway/config/fields/place.h"
#include "gateway/core/json/json.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

namespace gateway::config {

namespace {

/// Delivers a text to a parser and tracks its position.
class Reader {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Reader(const char* at, const char** reached) : m_at(at), m_reached(reached) {}
    reference operator*() const { return *m_at; }
    Reader& operator++()
    {
        *m_reached = ++m_at;
        return *this;
    }
    Reader operator++(int)
    {
        Reader before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Reader& other) const { return m_at == other.m_at; }

private:
    const char* m_at;
    const char** m_reached;
};

bool isAround(std::string_view path, std::string_view inner)
{
    return inner.starts_with(path) && (inner.size() == path.size() || inner[path.size()] == '.' || inner[path.size()] == '[');
}

class Locator final : public nlohmann::json_sax<Json> {
public:
    Locator(std::string_view text, const std::vector<Issue>& issues)
        : m_text(text), m_reached(text.data()), m_issues(issues), m_lines(issues.size()), m_depths(issues.size())
    {
    }

    std::vector<int> run()
    {
        Json::sax_parse(Reader(m_text.data(), &m_reached), Reader(m_text.data() + m_text.size(), &m_reached), this);
        return m_lines;
    }

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t) override { return value(); }
    bool number_unsigned(number_unsigned_t) override { return value(); }
    bool number_float(number_float_t, const string_t&) override { return value(); }
    bool string(string_t&) override { return value(); }
    bool binary(binary_t&) override { return value(); }
    bool start_object(std::size_t) override { return enter(true); }
    bool start_array(std::size_t) override { return enter(false); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }

    bool key(string_t& name) override
    {
        Level& level = m_levels.back();
        level.path = level.base;
        appendKey(level.path, name);
        note(level.path);
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override
    {
        for (std::size_t i = 0; i < m_issues.size(); ++i)
            if (m_issues[i].path.empty())
                m_lines[i] = line();
        return false;
    }

private:
    struct Level {
        bool isObject = false;
        std::string base; // path of the level
        std::string path; // path of the current child
        std::size_t index = 0;
    };

    // Without the last character: after a number, the parser has already read the next one.
    int line() const
    {
        const auto length = static_cast<std::size_t>(m_reached - m_text.data());
        const std::string_view read = m_text.substr(0, length == 0 ? 0 : length - 1);
        return static_cast<int>(std::count(read.begin(), read.end(), '\n')) + 1;
    }

    void note(const std::string& path)
    {
        for (std::size_t i = 0; i < m_issues.size(); ++i)
            if (m_depths[i] < path.size() && isAround(path, m_issues[i].path)) {
                m_depths[i] = path.size();
                m_lines[i] = line();
            }
    }

    /// A value begins: a list item gets its path here, a field got it from its name.
    void begin()
    {
        if (m_levels.empty() || m_levels.back().isObject)
            return;
        Level& level = m_levels.back();
        level.path = level.base + '[' + std::to_string(level.index++) + ']';
        note(level.path);
    }

    bool value()
    {
        begin();
        return true;
    }

    bool enter(bool isObject)
    {
        begin();
        const std::string base = m_levels.empty() ? std::string() : m_levels.back().path;
        m_levels.push_back({isObject, base, base, 0});
        return true;
    }

    bool leave()
    {
        m_levels.pop_back();
        return true;
    }

    std::string_view m_text;
    const char* m_reached;
    const std::vector<Issue>& m_issues;
    std::vector<int> m_lines;
    std::vector<std::size_t> m_depths; // how much of each path was found
    std::vector<Level> m_levels;
};

} // namespace

std::vector<int> linesOf(std::string_view text, const std::vector<Issue>& issues)
{
    return Locator(text, issues).run();
}

} // namespace gateway::config
