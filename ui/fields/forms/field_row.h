#pragma once

#include "field_control.h"

#include "ui/look/theme.h"

#include "gateway/core/json/json.h"

#include <QWidget>

#include <utility>

class QBoxLayout;

namespace ui::widgets {
class Label;
class ProblemLine;
class StatusShape;
}

namespace ui::fields {

/// A field in a form: its name and a description, the control to the right or below, and its error below that.
class FieldRow : public QWidget {
    Q_OBJECT
public:
    /// `path`: relative to the form's object. Takes ownership of `control`.
    FieldRow(std::string path, FieldControl* control, QWidget* parent);

    const std::string& path() const { return m_path; }
    const std::string& pattern() const { return m_control->place().pattern; }
    FieldControl& control() const { return *m_control; }
    QString name() const;
    void setProblem(const QString& text);
    QString problem() const;
    /// A note below the control, such as that a port is free; empty: none.
    void setRemark(const QString& text);
    /// A warning about a valid value in force; empty: none.
    void setWarning(const QString& text);
    /// What its value would have meant in the last 7 days, between the texts and the control, with its shape; empty: nothing.
    void setLastWeek(look::Status status, const QString& text);
    /// Whether it has unsaved changes.
    bool isDirty() const { return m_isDirty; }
    void setDirty(bool dirty) { m_isDirty = dirty; }
    /// The configured value when it was last shown or updated; null: not set.
    const gateway::Json& shown() const { return m_shown; }
    void setShown(gateway::Json value) { m_shown = std::move(value); }
    void retranslate();

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int controlWidth() const;
    void settle();

    std::string m_path;
    FieldControl* m_control;
    widgets::Label* m_name;
    widgets::Label* m_sentence;
    widgets::Label* m_problem;
    widgets::Label* m_remark;
    widgets::ProblemLine* m_warning;
    QWidget* m_week;
    widgets::StatusShape* m_weekShape;
    widgets::Label* m_lastWeek;
    QWidget* m_right;
    QBoxLayout* m_line;
    bool m_isDirty = false;
    gateway::Json m_shown;
};

} // namespace ui::fields
