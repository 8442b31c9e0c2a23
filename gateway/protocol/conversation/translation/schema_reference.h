#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gateway::protocol {

/// Finds what the `$ref`s of a JSON Schema point to inside of it: "#", a JSON Pointer ("#/$defs/A/properties/b", with
/// its escapes and percent-encoding), a name (`$anchor`, `$dynamicAnchor`), or the `$id` of a part, with any of those
/// behind it. Sources: RFC 6901 §3 to §6; JSON Schema 2020-12 core, §8.2. Read 2026-11-28.
class SchemaReferences {
public:
    /// `root` must outlive it and stay as it is.
    explicit SchemaReferences(const Json& root) : m_root(root) { }

    /// Null: it points nowhere, or out of the schema.
    const Json* find(std::string_view reference);

private:
    void collect();

    const Json& m_root;
    bool m_isCollected = false;
    std::unordered_map<std::string, const Json*> m_named; ///< by "#name" and `$id`
};

/// What `pointer` ("/a/0/b~1c", percent-encoded) points to in `root`; null: nothing.
const Json* pointedTo(const Json& root, std::string_view pointer);

/// Puts in the place of a `$ref` at the root of `schema` what it points to, since upstreams want to see an object there;
/// what stands beside it wins. Left as it is where it points nowhere, or to itself.
void openRoot(Json& schema);

/// Lets references that pointed somewhere in `before`, and point nowhere in `schema`, which was made of it, point to a copy of
/// that among the definitions of the root. False: there are none.
bool keepReferences(Json& schema, const Json& before);

/// Lets references into `schema` ("#/$defs/a") point into `place` ("#/$defs/b"), to which it is moved, and forgets its address. False: it
/// has none that begin at its root.
bool moveReferences(Json& schema, const std::string& place);

/// Whether OpenAI takes all `$ref`s of `schema` where it holds a model to it: to the root or a definition of the root's, and
/// nothing beside them. Source: OpenAI, "Structured outputs", supported schemas ("$ref cannot have keywords ..."). Read 2026-11-28.
bool hasPlainReferences(const Json& schema);

} // namespace gateway::protocol
