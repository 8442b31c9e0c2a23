#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

/// A JSONPath query without filters: `$`, `.name`, `['name']`, `[0]`, `[-1]`, `[1:3]`, `[::2]`, `.*`, `[*]`, `..name`,
/// `..[0]`, `..*`, and several selectors in one pair of brackets. Source: RFC 9535 §2. A value; any thread.
class JsonPath {
public:
    /// The most values that one query selects; others are ignored.
    static constexpr std::size_t kMostValues = 100'000;
    /// The most values that one query looks at.
    static constexpr std::size_t kMostSteps = 2'000'000;

    /// Errors: InvalidRequest with the position, also for filters and functions, which are not supported.
    static Result<JsonPath> parse(std::string_view path);

    /// The selected values, in the order of the document. Valid as long as `document`.
    std::vector<const Json*> select(const Json& document) const;

private:
    struct Selector {
        enum class Kind { Name, Index, Slice, Wildcard };
        Kind kind = Kind::Wildcard;
        std::string name;
        std::int64_t index = 0;
        std::optional<std::int64_t> begin, end;
        std::int64_t step = 1;
    };
    struct Segment {
        bool isDescendant = false;
        std::vector<Selector> selectors;
    };
    class Parser;

    static void apply(const Selector& selector, const Json& value, std::vector<const Json*>& found);
    static void applySlice(const Selector& selector, const Json& array, std::vector<const Json*>& found);
    static void descend(const Segment& segment, const Json& value, std::vector<const Json*>& found, std::size_t& steps);

    std::vector<Segment> m_segments;
};

} // namespace gateway::evaluation
