#pragma once

#include <QLineEdit>

namespace ui::widgets {

/// A search or filter field with a magnifier icon on the left. Esc clears it; if it is empty, the focus moves to the
/// filtered list, or the key is passed on.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(QWidget* parent = nullptr);

    /// The placeholder, also used as accessible name.
    void setHint(const QString& hint);
    /// Sets the filtered list; it must outlive this.
    void setList(QWidget* list) { m_list = list; }
    /// Includes the whole hint, if possible.
    QSize sizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool isForEscape() const;

    QAction* m_glass;
    QWidget* m_list = nullptr;
};

} // namespace ui::widgets
