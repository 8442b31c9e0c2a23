#pragma once

#include "ui/fields/field_kind.h"

#include "gateway/config/fields/issue.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <string>
#include <vector>

namespace ui::fields {

/// The field that a control edits.
struct FieldPlace {
    std::string pattern; ///< "providers[].keys"
    const gateway::Json* schema = nullptr; ///< lives as long as the program
};

/// A control for a configuration field.
class FieldControl : public QWidget {
    Q_OBJECT
public:
    FieldControl(FieldPlace place, QWidget* parent);

    const FieldPlace& place() const { return m_place; }
    /// Shows `value` without emitting a signal.
    virtual void setValue(const gateway::Json& value) = 0;
    /// Null: not set, so that the default applies.
    virtual gateway::Json value() const = 0;
    /// The same including input that is not finished yet.
    virtual gateway::Json typedValue() const { return value(); }
    /// Why the input cannot be represented at all; empty: it can, though it may be invalid.
    virtual QString problem() const { return {}; }
    /// Whether the user is typing in it.
    virtual bool isBeingEdited() const { return false; }
    /// The widget with the focus and the name; the control itself if it consists of several.
    virtual QWidget* field() { return this; }
    /// Whether it needs its own line below its texts.
    virtual bool isWide() const { return false; }
    virtual int wantedWidth() const { return 200; } ///< px at a 10 pt font
    virtual void retranslate() {}
    virtual void setName(const QString& name);
    /// Shows an issue at a position inside it (`path`, from the root of the file; the control's own is `own`).
    virtual bool showIssue(const std::string& path, const std::string& own, const QString& message);
    virtual void clearIssues() {}
    /// Shows a warning about the value in force at a position inside it; false: it cannot show it.
    virtual bool showOddity(const gateway::config::Issue& issue, const std::string& own);
    virtual void clearOddities() {}
    /// The message for a position inside it, with a prefix that names the position.
    virtual QString placed(const std::string& path, const std::string& own, const QString& message) const;

Q_SIGNALS:
    /// Emitted when the user has finished a change.
    void edited();
    /// Emitted while the user types.
    void typed();

private:
    FieldPlace m_place;
};

/// `names`: of the values, for values by name; empty: any. Null if there is no control for the field.
FieldControl* makeControl(const std::string& pattern, const std::vector<std::string>& names, QWidget* parent);

} // namespace ui::fields
