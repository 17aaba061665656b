package dev.tidings;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The main class of a JVM that is Payara Micro at the port of its argument, and does as it is told on its standard input:
 * {@code deploy <war>}, {@code undeploy <name>}. The program that Payara Micro comes as deploys when it boots, and never
 * undeploys. By reflection, since
 * its classes are nowhere else on a class path of ours.
 */
final class PayaraLauncher {

    private PayaraLauncher() {}

    public static void main(String[] port) throws Exception {
        Class<?> micro = Class.forName("fish.payara.micro.PayaraMicro");
        Object builder = micro.getMethod("getInstance").invoke(null);
        micro.getMethod("setHttpPort", int.class).invoke(builder, Integer.parseInt(port[0]));
        micro.getMethod("setNoCluster", boolean.class).invoke(builder, true);
        Object runtime = micro.getMethod("bootStrap").invoke(builder);
        Class<?> type = runtime.getClass();
        System.out.println("ready");
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            String operand = command.substring(command.indexOf(' ') + 1);
            if (command.startsWith("undeploy")) {
                type.getMethod("undeploy", String.class).invoke(runtime, operand);
            } else {
                File war = new File(operand);
                String name = war.getName().replace(".war", "");
                Object deployed = type.getMethod("deploy", String.class, String.class, File.class)
                        .invoke(runtime, name, name, war);
                System.out.println("deployed " + deployed);
            }
            System.out.println("done " + command);
        }
        // Whoever has started us is gone.
        System.exit(0);
    }
}
