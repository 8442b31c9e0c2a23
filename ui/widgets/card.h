#pragma once

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace ui::widgets {

class Label;
class ElidedLabel;

/// A rounded group with an optional heading row (title, phrase, and what is put right of them).
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(const QString& title = {}, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// Secondary text beside the title.
    void setPhrase(const QString& phrase);
    /// Puts a control between the title and the phrase.
    void addBesideTitle(QWidget* control);
    /// Puts a control at the right end of the heading row.
    void addToHeading(QWidget* control);
    /// Adds below what is there already, inside the card's padding.
    void addContent(QWidget* widget, int stretch = 0);
    /// Adds a table: it reaches the card's edges, and its text starts on the card's line.
    void addTable(QWidget* table, int stretch = 1);
    /// For layouts and spacings of one's own; has no padding at its sides.
    QVBoxLayout* body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* m_heading;
    QHBoxLayout* m_headingRow;
    Label* m_title;
    ElidedLabel* m_phrase;
    QVBoxLayout* m_body;
};

} // namespace ui::widgets
