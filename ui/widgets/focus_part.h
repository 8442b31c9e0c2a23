#pragma once

#include <QWidget>

namespace ui::widgets {

/// A readable part that takes the focus as a whole, with a focus ring, so that keyboard users can scroll its container.
class FocusPart : public QWidget {
    Q_OBJECT
public:
    explicit FocusPart(QWidget* parent = nullptr);

    /// Distance of its content to the edge, in px.
    static int ringSpace();

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
};

} // namespace ui::widgets
