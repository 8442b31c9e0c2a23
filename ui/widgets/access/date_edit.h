#pragma once

#include <QDateEdit>

namespace ui::widgets {

/// A day with a calendar, shown and typed as "2026-12-31", with its hyphens or without. Never give it a range: the
/// parts are typed one by one, and it would turn a date that is outside of it half way into another one.
class DateEdit : public QDateEdit {
    Q_OBJECT
public:
    explicit DateEdit(const QDate& day, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    bool m_hasMovedOn = false; ///< by the last digit of a part
    bool m_isTyping = false; ///< in the middle of a part
};

} // namespace ui::widgets
