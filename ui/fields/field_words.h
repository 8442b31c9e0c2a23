#pragma once

#include <QString>

#include <span>
#include <string>
#include <string_view>

namespace ui::fields {

/// A field, or the end of its pattern, and what people call it. Longer ends win.
struct FieldName {
    std::string_view end;
    const char* name;
    const char* sentence; ///< null: the name says it all
};

/// A value of a field: "balancer.algorithm=chash". "null" is nothing said, "object" a ticked group, "add" one more entry.
struct ValueName {
    std::string_view end;
    const char* name;
};

std::span<const FieldName> fieldNames();
std::span<const ValueName> valueNames();

/// The words of the configuration's fields, in the language in use. Main thread.
class FieldWords {
public:
    static QString name(std::string_view pattern);
    static QString sentence(std::string_view pattern);
    /// The word itself where there is no better one.
    static QString value(std::string_view pattern, std::string_view value);
    /// As it stands behind `count`, with a blank before it; empty: none.
    static QString unit(std::string_view pattern, int count);
    /// A text of the context "ui::fields::FieldWords".
    static QString text(const char* source);
    /// What stands for `pattern`; null if nothing does.
    static const FieldName* find(std::string_view pattern);
};

} // namespace ui::fields
