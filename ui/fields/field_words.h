#pragma once

#include <QString>

#include <span>
#include <string>
#include <string_view>

namespace ui::fields {

/// A field, or the end of its pattern, and its display name. Longer ends take precedence.
struct FieldName {
    std::string_view end;
    const char* name;
    const char* sentence; ///< null: the name is sufficient
};

/// A value of a field: "balancer.algorithm=chash". "null" means not set, "object" a checked group, "add" adding an
/// entry.
struct ValueName {
    std::string_view end;
    const char* name;
};

std::span<const FieldName> fieldNames();
std::span<const ValueName> valueNames();

/// The texts for configuration fields in the current language. Main thread.
class FieldWords {
public:
    static QString name(std::string_view pattern);
    static QString sentence(std::string_view pattern);
    /// The value itself if there is no text for it.
    static QString value(std::string_view pattern, std::string_view value);
    /// The unit for `count` with a leading space; empty: none.
    static QString unit(std::string_view pattern, int count);
    /// A message about a field of a list's entry, such as "usage.budgets[1].provider", with the name of the field instead
    /// of its path; only the message if it is about the entry itself.
    static QString placed(std::string_view path, const QString& message);
    /// A text in the context "ui::fields::FieldWords".
    static QString text(const char* source);
    /// The entry for `pattern`; null if there is none.
    static const FieldName* find(std::string_view pattern);
};

} // namespace ui::fields
