package io.braid.sql.tree;

/** Anything that can be asked of the platform. */
public sealed interface Statement
        permits ApplicationStatement,
                ComputePoolStatement,
                DatabaseStatement,
                DescribeStatement,
                DescriptorStatement,
                EntityStatement,
                FunctionStatement,
                GenerateStatement,
                IntegrationStatement,
                ListStatement,
                OrganizationStatement,
                QueryStatement,
                RelationStatement,
                RoleStatement,
                SandboxStatement,
                SchemaRegistryStatement,
                SecretStatement,
                SessionStatement,
                StoreStatement,
                TokenStatement,
                UserStatement {
    /** Where it begins. */
    Position at();
}
