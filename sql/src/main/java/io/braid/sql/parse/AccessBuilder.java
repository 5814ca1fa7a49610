package io.braid.sql.parse;

import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.RoleStatement;
import io.braid.sql.tree.RoleStatement.GrantOption;
import io.braid.sql.tree.RoleStatement.Grantee;
import io.braid.sql.tree.RoleStatement.Securable;
import io.braid.sql.tree.SessionStatement;
import io.braid.sql.tree.UserStatement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.tree.ParseTree;

/** Builds statements about roles, users and what they may do. */
final class AccessBuilder {
    private final SourceText source;
    private final Parts parts;

    AccessBuilder(SourceText source, Parts parts) {
        this.source = source;
        this.parts = parts;
    }

    RoleStatement grantRole(BraidSqlParser.GrantRoleContext context) {
        return new RoleStatement.GrantRole(
                parts.identifiers(context.identifiers()), grantee(context.grantee()), source.at(context));
    }

    RoleStatement revokeRole(BraidSqlParser.RevokeRoleContext context) {
        return new RoleStatement.RevokeRole(
                parts.identifiers(context.identifiers()), grantee(context.grantee()), source.at(context));
    }

    RoleStatement grantOwnership(BraidSqlParser.GrantOwnershipContext context) {
        Identifier role = parts.identifier(context.identifier());
        return new RoleStatement.GrantOwnership(securable(context.securable()), role, source.at(context));
    }

    RoleStatement grantPrivileges(BraidSqlParser.GrantPrivilegesContext context) {
        return new RoleStatement.GrantPrivileges(
                privileges(context.privileges()),
                securable(context.securable()),
                parts.identifiers(context.identifiers()),
                context.OPTION() == null ? GrantOption.WITHOUT : GrantOption.WITH,
                source.at(context));
    }

    RoleStatement revokePrivileges(BraidSqlParser.RevokePrivilegesContext context) {
        Position at = source.at(context);
        return new RoleStatement.RevokePrivileges(
                privileges(context.privileges()),
                context.securable() == null
                        ? new Securable(ObjectType.ORGANIZATION, null, null, at)
                        : securable(context.securable()),
                parts.identifiers(context.identifiers()),
                at);
    }

    UserStatement inviteUser(BraidSqlParser.InviteUserContext context) {
        return new UserStatement.InviteUser(
                context.email().stream().map(parts::email).toList(),
                parts.properties(context.properties()),
                source.at(context));
    }

    SessionStatement canI(BraidSqlParser.CanIContext context) {
        if (context.anyWord() != null) {
            return new SessionStatement.CanI(
                    context.anyWord().getText().toLowerCase(Locale.ROOT), null, source.at(context));
        }
        String action =
                context.action().children.stream().map(ParseTree::getText).collect(Collectors.joining("_"));
        return new SessionStatement.CanI(
                action.toLowerCase(Locale.ROOT), securable(context.securable()), source.at(context));
    }

    String invitation(BraidSqlParser.InvitationIdContext context) {
        if (context.UUID() != null) {
            return parts.id(context.UUID());
        }
        return context.string() == null
                ? parts.identifier(context.identifier()).value()
                : parts.string(context.string());
    }

    private List<String> privileges(BraidSqlParser.PrivilegesContext context) {
        return context.privilege().stream()
                .map(privilege ->
                        privilege.ALL() == null ? privilege.getText().toLowerCase(Locale.ROOT) : "all_privileges")
                .toList();
    }

    private Grantee grantee(BraidSqlParser.GranteeContext context) {
        return context instanceof BraidSqlParser.UserGranteeContext user
                ? new Grantee.User(parts.email(user.email()))
                : new Grantee.Roles(parts.identifiers(((BraidSqlParser.RoleGranteeContext) context).identifiers()));
    }

    private Securable securable(BraidSqlParser.SecurableContext context) {
        Position at = source.at(context);
        if (context instanceof BraidSqlParser.SecurableOrganizationContext organization) {
            QualifiedName name = organization.objectName() == null ? null : parts.name(organization.objectName());
            return new Securable(ObjectType.ORGANIZATION, name, null, at);
        }
        if (context instanceof BraidSqlParser.SecurableQueryContext query) {
            Identifier name = parts.queryReference(query.queryReference()).name();
            if (query.queryReference().INTEGER() != null) {
                throw source.error(
                        query.queryReference().INTEGER().getSymbol(), "privileges are on a query, not on a version");
            }
            return new Securable(ObjectType.QUERY, QualifiedName.of(name), null, at);
        }
        if (context instanceof BraidSqlParser.SecurableFunctionContext function) {
            QualifiedName name = QualifiedName.of(parts.identifier(function.identifier()));
            return new Securable(ObjectType.FUNCTION, name, parts.signature(function.signature()), at);
        }
        if (context instanceof BraidSqlParser.SecurableEntityContext entity) {
            return new Securable(ObjectType.ENTITY, parts.name(entity.qualifiedName()), null, at);
        }
        BraidSqlParser.SecurableObjectContext object = (BraidSqlParser.SecurableObjectContext) context;
        return new Securable(parts.objectType(object.namedType()), parts.name(object.objectName()), null, at);
    }
}
