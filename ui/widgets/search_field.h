#pragma once

#include <QLineEdit>

namespace ui::widgets {

/// A field to search or filter with: the glass at the left, Esc clears.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(QWidget* parent = nullptr);

    /// The placeholder, which is the accessible name as well.
    void setHint(const QString& hint);
    /// With room for the whole hint, where there is some.
    QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QAction* m_glass;
};

} // namespace ui::widgets
