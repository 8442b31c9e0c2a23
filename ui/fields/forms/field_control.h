#pragma once

#include "ui/fields/field_kind.h"

#include "gateway/config/fields/issue.h"

#include <QString>
#include <QWidget>

#include <memory>

namespace ui::fields {

/// What a control shows and gives back.
struct FieldPlace {
    std::string pattern; ///< "providers[].keys"
    const gateway::Json* schema = nullptr; ///< lives as long as the program
};

/// A control for one field of the configuration.
class FieldControl : public QWidget {
    Q_OBJECT
public:
    FieldControl(FieldPlace place, QWidget* parent);

    const FieldPlace& place() const { return m_place; }
    /// Shows `value` and says nothing of it.
    virtual void setValue(const gateway::Json& value) = 0;
    /// Null: nothing is said, and what holds without it does.
    virtual gateway::Json value() const = 0;
    /// The same of what stands there before whoever types it is done.
    virtual gateway::Json typedValue() const { return value(); }
    /// Why what stands there cannot be said at all; empty: it can, though it may be wrong.
    virtual QString problem() const { return {}; }
    /// Whether somebody types in it at this moment.
    virtual bool isBeingEdited() const { return false; }
    /// What has the focus and the name; the control itself where it is several.
    virtual QWidget* field() { return this; }
    /// Whether it needs a line of its own below its words.
    virtual bool isWide() const { return false; }
    virtual int wantedWidth() const { return 200; } ///< px at a 10 pt font
    virtual void retranslate() {}
    virtual void setName(const QString& name);
    /// Takes over what is said of a place inside of it (`path`, from the file's beginning; the control's own is `own`).
    virtual bool showIssue(const std::string& path, const std::string& own, const QString& message);
    virtual void clearIssues() {}
    /// Likewise what is odd about a place inside of it as it is in force; false: it has no place for that.
    virtual bool showOddity(const gateway::config::Issue& issue, const std::string& own);
    virtual void clearOddities() {}
    /// The sentence on a place inside of it, with which one it is.
    virtual QString placed(const std::string& path, const std::string& own, const QString& message) const;

Q_SIGNALS:
    /// Somebody changed it and is done with that.
    void edited();
    /// Somebody types in it.
    void typed();

private:
    FieldPlace m_place;
};

/// Null where the field has no form.
FieldControl* makeControl(const std::string& pattern, QWidget* parent);

} // namespace ui::fields
