#pragma once

#include <QPixmap>
#include <QWidget>

namespace ui::pages {

/// Feedback while a card is dragged: the card at the pointer, and where it would be dropped. Covers its whole parent
/// and is transparent for mouse events.
class DropMark : public QWidget {
    Q_OBJECT
public:
    explicit DropMark(QWidget* parent);

    /// `line`: where it would be inserted, with both ends at the same height. `words`: the meaning of that; may be
    /// empty.
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
