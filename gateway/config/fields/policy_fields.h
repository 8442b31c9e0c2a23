#pragma once

#include "field_table.h"

#include "gateway/config/settings/policy_settings.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::config {

/// A value that exists only if the file has the field.
template <class V> Shape<std::optional<V>> statedShape(Shape<V> given)
{
    using Optional = std::optional<V>;
    const auto inner = shared(std::move(given));
    Shape<Optional> shape;
    shape.read = [inner](const Json& node, Optional& value, const Place& place) { inner->read(node, value.emplace(), place); };
    shape.write = [inner](const Optional& value) { return value ? inner->write(*value) : Json(); };
    shape.update = [inner](Json& node, const Optional& from, const Optional& to) {
        if (from && to)
            inner->update(node, *from, *to);
        else
            node = to ? inner->write(*to) : Json(""); // removes the field
    };
    shape.schema = [inner] { return inner->schema(); };
    return shape;
}

/// The row of a policy in `policies`: its settings, or null to disable it.
template <class P, class T>
Field<P> policyRow(std::string_view name, PolicySetting<T> P::*member, Shape<T> settings, std::string_view help)
{
    return part(name, member, statedShape(orNull(std::move(settings))), help);
}

/// `node` without unknown policies, each of which is reported as an error: a misspelled guard or limit must not be
/// ignored silently.
Json withoutUnknownPolicies(const Json& node, const std::vector<std::string_view>& known, const Place& place);

/// The `policies` of one place.
template <class P> Shape<P> policiesShape(const FieldTable<P>& rows)
{
    std::vector<std::string_view> names;
    for (const Field<P>& each : rows)
        names.push_back(each.key);
    Shape<P> shape = object<P>({rows, {}, Json{{"additionalProperties", false}}});
    shape.read = [read = std::move(shape.read), names = std::move(names)](const Json& node, P& value, const Place& place) {
        read(withoutUnknownPolicies(node, names, place), value, place);
    };
    return shape;
}

} // namespace gateway::config
