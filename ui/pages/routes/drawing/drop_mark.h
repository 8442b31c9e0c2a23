#pragma once

#include <QPixmap>
#include <QWidget>

namespace ui::pages {

/// What is under way while a card is dragged: the card at the mouse, and where it would go. Over
/// its whole parent; the mouse does not notice it.
class DropMark : public QWidget {
    Q_OBJECT
public:
    explicit DropMark(QWidget* parent);

    /// `line`: between which it would stand, two ends at one height. `words`: what that means; may be empty.
    void showAt(const QPixmap& card, const QPoint& at, const QLine& line, const QString& words);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPixmap m_card;
    QPoint m_at;
    QLine m_line;
    QString m_words;
};

} // namespace ui::pages
