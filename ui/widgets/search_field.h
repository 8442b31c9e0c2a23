#pragma once

#include <QLineEdit>

namespace ui::widgets {

/// A field to search or filter with: the glass at the left. Esc clears; where there is nothing to clear, the focus goes to
/// what is filtered, or the key to whoever else wants it.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(QWidget* parent = nullptr);

    /// The placeholder, which is the accessible name as well.
    void setHint(const QString& hint);
    /// `list`: what is filtered; it must outlive this.
    void setList(QWidget* list) { m_list = list; }
    /// With room for the whole hint, where there is some.
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
