#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gateway::protocol {

/// Resolves the `$ref`s of a JSON Schema inside it: "#", a JSON Pointer ("#/$defs/A/properties/b", with its escapes and
/// percent-encoding), a name (`$anchor`, `$dynamicAnchor`), or the `$id` of a part followed by any of those. Sources:
/// RFC 6901 §3 to §6; JSON Schema 2020-12 core, §8.2. Read 2026-11-28.
class SchemaReferences {
public:
    /// `root` must outlive this object unchanged.
    explicit SchemaReferences(const Json& root) : m_root(root) { }

    /// Null if the reference is invalid or points outside the schema.
    const Json* find(std::string_view reference);

private:
    void collect();

    const Json& m_root;
    bool m_isCollected = false;
    std::unordered_map<std::string, const Json*> m_named; ///< by "#name" and `$id`
};

/// Replaces a `$ref` at the root of `schema` by what it points to, since upstreams require an object there; keywords
/// next to it take precedence. Unchanged if it points nowhere or to itself.
void openRoot(Json& schema);

/// Repairs references that were valid in `before` and are not in `schema`, which was made from it: they point to a copy
/// in the definitions of the root. False if there are none.
bool keepReferences(Json& schema, const Json& before);

/// Changes references into `schema` ("#/$defs/a") to point into `place` ("#/$defs/b"), where it is moved, and removes
/// its `$id` and `$schema`. False if no reference begins at its root.
bool moveReferences(Json& schema, const std::string& place);

/// Whether OpenAI accepts all `$ref`s of `schema` when it enforces the schema: they must point to the root or one of
/// its definitions and have no keywords next to them. Source: OpenAI, "Structured outputs", supported schemas ("$ref
/// cannot have keywords ..."). Read 2026-11-28.
bool hasPlainReferences(const Json& schema);

} // namespace gateway::protocol
