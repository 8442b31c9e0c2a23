#pragma once

#include <QWidget>

namespace ui::widgets {

/// Something to be read that takes the focus as a whole, with a ring: who has no mouse scrolls what it stands in.
class FocusPart : public QWidget {
    Q_OBJECT
public:
    explicit FocusPart(QWidget* parent = nullptr);

    /// So far what is in it stands from the edge, in px.
    static int ringSpace();

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
};

} // namespace ui::widgets
