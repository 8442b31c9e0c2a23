#pragma once

#include <QDateEdit>

namespace ui::widgets {

/// A date with a calendar, shown and typed as "2026-12-31", with or without hyphens. Do not set a range: the sections
/// are typed one by one, and a date that is temporarily out of range would be changed.
class DateEdit : public QDateEdit {
    Q_OBJECT
public:
    explicit DateEdit(const QDate& day, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    bool m_hasMovedOn = false; ///< after the last digit of a section
    bool m_isTyping = false; ///< within a section
};

} // namespace ui::widgets
