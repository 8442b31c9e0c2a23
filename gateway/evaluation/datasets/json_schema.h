#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// A JSON Schema by which answers are validated. Draft 2020-12 without dynamic references, `unevaluated...`, and
/// references out of the document; `format` and other annotations are ignored. Regular expressions are RE2's. No schema
/// and no document makes a validation hang or overflow the stack. A value; any thread.
/// Source: JSON Schema Core and Validation 2020-12.
class JsonSchema {
public:
    /// The most keywords that one validation applies, and how deep; a document that needs more is invalid.
    static constexpr std::size_t kMostSteps = 2'000'000;
    static constexpr int kMaxDepth = 1000;

    /// Errors: InvalidRequest with the path of the keyword in `param`: an invalid keyword, an unsupported one that would
    /// change the result, or a reference that leads nowhere.
    static Result<JsonSchema> parse(const Json& schema);

    /// The first violation, with its place in the document; empty: `document` is valid.
    std::optional<Sentence> problemOf(const Json& document) const;

private:
    struct Compiled;
    friend class SchemaReader;
    friend class SchemaRun;

    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace gateway::evaluation
