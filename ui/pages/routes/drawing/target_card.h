#pragma once

#include "ui/models/routes/route_edits.h"
#include "ui/models/routes/route_picture.h"

#include <QAbstractButton>

#include <optional>

namespace ui::widgets {
class Button;
}

namespace ui::pages {

/// A target of a route: provider, model, state, missing capabilities, share. Pressing it with the keyboard or a double
/// click edits it, Delete removes it, Alt with the arrow keys or dragging moves it.
class TargetCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit TargetCard(QWidget* parent);

    /// `station`: title of its priority.
    void setPicture(const models::TargetPicture& picture, const QString& station);
    std::size_t target() const { return m_picture.target; }
    const models::TargetPicture& picture() const { return m_picture; }
    bool isDragged() const { return m_isDragged; }
    QPoint pressedAt() const { return m_pressed; } ///< where the mouse button was pressed, in the card
    void retranslate();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void removeWanted();
    void stepWanted(ui::models::TargetStep step);
    void menuWanted(const QPoint& global);
    void dragged(const QPoint& global);
    void dropped();
    void dragEnded(); ///< ended without a drop

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Areas {
        QRect handle;
        QRect provider;
        QRect model;
        QRect shape;
        QRect state;
        QRect note;
        QRect share;
        int height = 0;
    };
    Areas areas(int width) const;
    void paintGround(QPainter& painter) const;
    void settleMore();
    void endDrag();
    QString modelText() const;
    static std::optional<models::TargetStep> stepOf(const QKeyEvent& event);

    models::TargetPicture m_picture;
    QString m_station;
    widgets::Button* m_more;
    QPoint m_pressed;
    bool m_isPressed = false;
    bool m_isDragged = false;
};

} // namespace ui::pages
