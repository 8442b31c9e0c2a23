#pragma once

#include "json.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace gateway {

/// Adds members to an object one by one. An ordered object searches each name from its beginning, which is slow with
/// many members; this takes time proportional to their number. The object must outlive this and must not get members in
/// other ways meanwhile.
class JsonMembers {
public:
    /// Must not be used.
    JsonMembers() = default;
    explicit JsonMembers(Json& object)
        : m_object(&object.get_ref<Json::object_t&>())
    {
    }

    /// The member of that name; a missing one is appended as null. Valid until the next call.
    Json& operator[](std::string name);

    /// Sets all members of `object`, which must be an object.
    void update(Json object);

private:
    Json::object_t* m_object = nullptr;
    std::optional<std::unordered_map<std::string, std::size_t>> m_places; ///< by name, used once there are many
};

} // namespace gateway
