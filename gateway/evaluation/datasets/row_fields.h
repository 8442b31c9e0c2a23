#pragma once

#include "row_problem.h"

#include "gateway/core/json/json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

/// Reads the members of an untrusted object and reports what is invalid, with its place. A missing member is empty; so
/// is an invalid one, after its report. `object`, `path` and `problems` must outlive this.
class RowFields {
public:
    RowFields(const Json& object, std::string path, std::size_t line, std::vector<RowProblem>& problems)
        : m_object(object)
        , m_path(std::move(path))
        , m_line(line)
        , m_problems(problems)
    {
    }

    const Json& object() const { return m_object; }
    /// Null: missing. A member that is null counts as missing.
    const Json* find(std::string_view name) const;
    bool has(std::string_view name) const { return find(name) != nullptr; }

    std::optional<std::string> text(std::string_view name);
    /// A string, or a list of at least one.
    std::vector<std::string> texts(std::string_view name);
    /// A list of strings, which may be empty.
    std::vector<std::string> textList(std::string_view name);
    /// A finite number from `least` to `most`.
    std::optional<double> number(std::string_view name, double least, double most);

    /// Reports a problem of a member; with an empty name, of the object.
    void report(std::string_view name, Sentence message);
    /// Reports each member that is not in `known`: all of them if `isClosed`, else those that look like a typing error.
    /// Returns the names of the others, shortened.
    std::vector<std::string> checkNames(const std::vector<std::string>& known, bool isClosed);
    /// The number of problems so far, to find out whether there are new ones.
    std::size_t problemCount() const { return m_problems.size(); }
    /// Fields of an object within this one.
    RowFields within(const Json& object, const std::string& name) { return {object, pathOf(name), m_line, m_problems}; }

private:
    std::string pathOf(std::string_view name) const;

    const Json& m_object;
    std::string m_path;
    std::size_t m_line;
    std::vector<RowProblem>& m_problems;
};

} // namespace gateway::evaluation
