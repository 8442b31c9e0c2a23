#pragma once

#include "client_setups.h"
#include "shell_variables.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gateway::clients {

// Which models a client will ask for, by what its files and variables say. Pure; private to the room.

/// What a file of the client says after the set-up, or another one that wins over it.
struct SaidTree {
    Json tree;
    std::optional<Path> environment; ///< as of `ClientFile`
    bool environmentWins = false;    ///< likewise
    std::string shown;               ///< its path, for people
    bool isRival = false;
    std::vector<Path> written;       ///< where the set-up names the model that was chosen
};

class AskedModels {
public:
    using ValuesOf = std::function<std::vector<SetVariable>(const std::string& variable)>;

    /// `trees`: of rivals in any order. `valuesOf`: in the environment and in files of shells.
    AskedModels(const ClientEntry& entry, const Placeholders& values, std::vector<SaidTree> trees, ValuesOf valuesOf);

    /// Each name once, the main ones first.
    std::vector<AskedModel> take();

private:
    struct Said {
        std::string value;
        std::string where; ///< empty: the set-up writes it
    };

    /// `isResolved`: a word in the place of a name is what that stands for; else it says nothing.
    std::vector<Said> saidBy(const ModelSource& source, bool isResolved) const;
    std::vector<Said> inTrees(const ModelSource& source, const Path& path, bool isOfRivals) const;
    std::vector<Said> inEnvironments(const std::string& variable, bool isOfRivals) const;
    std::vector<Said> namesIn(std::vector<Said> said, const ModelSource& source, bool isResolved) const;
    /// What is asked for in the place of one of its own.
    std::string inPlaceOf(const std::string& own) const;
    void add(const std::string& name, bool isMain, const std::string& where);

    const ClientEntry& m_entry;
    const Placeholders& m_values;
    const std::vector<SaidTree> m_trees;
    const ValuesOf m_valuesOf;
    std::vector<AskedModel> m_asked;
};

} // namespace gateway::clients
