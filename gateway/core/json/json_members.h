#pragma once

#include "json.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace gateway {

/// The members of an object that is put together one by one. An ordered object seeks each name from its
/// beginning, which many members make slow; here the time grows with their number alone. The object must
/// outlive this, and takes no members from anyone else meanwhile.
class JsonMembers {
public:
    /// Nothing may be asked of it.
    JsonMembers() = default;
    explicit JsonMembers(Json& object)
        : m_object(&object.get_ref<Json::object_t&>())
    {
    }

    /// The member of that name; a new one, last of all and null, where there is none. Good until the next is asked for.
    Json& operator[](std::string name);

    /// Sets all members of `object`, which is one.
    void update(Json object);

private:
    Json::object_t* m_object = nullptr;
    std::optional<std::unordered_map<std::string, std::size_t>> m_places; ///< of the names, where they are many
};

} // namespace gateway
