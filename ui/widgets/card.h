#pragma once

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace ui::widgets {

class Label;
class ElidedLabel;

/// A rounded group with an optional heading row (title, phrase, and controls to the right of them).
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(const QString& title = {}, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// Secondary text next to the title.
    void setPhrase(const QString& phrase);
    /// Adds a control between the title and the phrase.
    void addBesideTitle(QWidget* control);
    /// Adds a control at the right end of the heading row.
    void addToHeading(QWidget* control);
    /// Adds a widget below the existing content, inside the card's padding.
    void addContent(QWidget* widget, int stretch = 0);
    /// Adds a table: it extends to the card's edges, with its text aligned to the card's content.
    void addTable(QWidget* table, int stretch = 1);
    /// For custom layouts and spacing; without horizontal padding.
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
